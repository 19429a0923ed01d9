import type { AuditLine } from "#shared/audit";
import { toCsv } from "../../format/toCsv.ts";
import { auditWords, columnWords, type NameOf, valueWords } from "./auditWords.ts";

const HEADINGS = ["Line", "When", "Who", "What", "Changes", "Kind", "Id", "Address", "Via"];

/** Lines of a trail for a spreadsheet, in words and with what they are made of. */
export function auditCsv(lines: readonly AuditLine[], nameOf: NameOf): string {
  return toCsv(
    HEADINGS,
    lines.map((line) => {
      const { who, what } = auditWords(line, nameOf);
      const changes = Object.entries(line.changes).map(
        ([column, [before, after]]) =>
          `${columnWords(column)}: ${valueWords(before, nameOf)} → ${valueWords(after, nameOf)}`,
      );
      return [
        line.id,
        line.at,
        who,
        what,
        changes.join("\n"),
        line.entity,
        line.entityId ?? "",
        line.actorEmail ?? "",
        line.via,
      ];
    }),
  );
}
