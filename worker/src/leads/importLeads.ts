import type { ImportResult } from "#shared/leads";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { judgeRow } from "./judgeRow.ts";

const verdictSchema = z.object({
  rowNumber: z.int(),
  verdict: z.enum(["added", "duplicate", "duplicate_email", "repeated"]),
  leadId: z.uuid().nullable(),
});

/**
 * Adds a slice of a file to a list, in one transaction. Each row is taken or refused by itself;
 * numbers and mail addresses the organisation has already are refused as duplicates. The same slice sent
 * again adds nothing and answers the same.
 */
export const importLeads: Handlers["importLeads"] = async (context, { params, body }) => {
  const refused: ImportResult["refused"] = [];
  const taken: Exclude<ReturnType<typeof judgeRow>, { reason: unknown }>[] = [];
  const seen = new Set<string>();
  for (const row of body.rows) {
    const judged = judgeRow(row);
    const keys = "reason" in judged ? [] : [judged.phone, judged.email ?? judged.phone];
    if ("reason" in judged || keys.some((key) => seen.has(key))) {
      const reason = "reason" in judged ? judged.reason : "repeated";
      refused.push({ rowNumber: row.rowNumber, reason, leadId: null });
    } else {
      taken.push(judged);
      for (const key of keys) seen.add(key);
    }
  }

  const result = await context.db
    .rpc("import_leads", {
      list: params.listId,
      rows: taken,
      only_this_file: body.onlyThisFile,
    })
    .select("rowNumber:row_number, verdict, leadId:lead_id");
  const verdicts = parseRows(result, verdictSchema);
  for (const { rowNumber, verdict, leadId } of verdicts) {
    if (verdict !== "added") refused.push({ rowNumber, reason: verdict, leadId });
  }
  return {
    added: verdicts.filter(({ verdict }) => verdict === "added").length,
    refused: refused.toSorted((one, other) => one.rowNumber - other.rowNumber),
  };
};
