import { ChevronRight, Copy } from "lucide-react";
import { useId } from "react";
import { toast } from "sonner";
import type { AuditLine } from "#shared/audit";
import { formatFullMoment, formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { Button } from "../../ui/Button.tsx";
import { joinClasses } from "../../ui/joinClasses.ts";
import { auditWords, columnWords, type NameOf, valueWords } from "./auditWords.ts";

/** One line of a trail; open, with what changed from what to what, and its ids. */
export function AuditRow({
  line,
  nameOf,
  chosen,
  open,
  onToggle,
}: {
  line: AuditLine;
  nameOf: NameOf;
  /** By `j` and `k`. */
  chosen: boolean;
  open: boolean;
  onToggle: () => void;
}) {
  const now = useNow(60_000);
  const id = useId();
  const { who, what } = auditWords(line, nameOf);
  return (
    <li
      aria-current={chosen || undefined}
      className={joinClasses("border-b border-line last:border-0", chosen && "bg-accent-soft")}
    >
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        className="flex min-h-10 w-full items-center gap-3 px-4 py-1.5 text-left hover:bg-hover"
        onClick={onToggle}
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={joinClasses(
            "shrink-0 text-ink-muted transition-transform",
            open && "rotate-90",
          )}
        />
        <span className="min-w-0 flex-1 break-words">
          <span className="font-medium">{who}</span> {what}
        </span>
        <time dateTime={line.at} className="shrink-0 text-small whitespace-nowrap text-ink-muted">
          {formatMoment(line.at, now)}
        </time>
      </button>
      <div id={id} hidden={!open} className="px-4 pt-1 pb-4 pl-10">
        {open && <Details line={line} nameOf={nameOf} />}
      </div>
    </li>
  );
}

function Details({ line, nameOf }: { line: AuditLine; nameOf: NameOf }) {
  const changes = Object.entries(line.changes);
  return (
    <div className="flex flex-col gap-3">
      {changes.length > 0 && (
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 max-sm:grid-cols-1">
          {changes.map(([column, [before, after]]) => (
            <div key={column} className="contents">
              <dt className="text-ink-muted">{columnWords(column)}</dt>
              <dd className="break-words whitespace-pre-wrap max-sm:mb-1">
                {line.action === "change"
                  ? `${valueWords(before, nameOf)} → ${valueWords(after, nameOf)}`
                  : valueWords(after ?? before, nameOf)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small text-ink-muted">
        <span>{formatFullMoment(line.at)}</span>
        {line.actorEmail !== null && <span>{line.actorEmail}</span>}
        <Id name="Line" id={line.id} />
        {line.entityId !== null && <Id name="Id" id={line.entityId} />}
      </p>
    </div>
  );
}

function Id({ name, id }: { name: string; id: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {name} <code className="font-mono break-all text-ink">{id}</code>
      <Button
        look="quiet"
        size="icon"
        className="size-6"
        aria-label={`Copy ${id}`}
        onClick={() => void navigator.clipboard.writeText(id).then(() => toast("Copied"))}
      >
        <Copy aria-hidden size={12} />
      </Button>
    </span>
  );
}
