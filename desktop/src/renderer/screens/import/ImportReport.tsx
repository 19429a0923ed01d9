import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useEffect } from "react";
import { countOf, formatCount } from "../../format/formatCount.ts";
import { REFUSAL_LABELS } from "../../format/labels.ts";
import { linkClass } from "../../ui/linkClass.ts";
import {
  downloadRefused,
  resetImport,
  type ImportState,
  type RefusedRow,
} from "../../import/importStore.ts";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { Card } from "../../ui/Card.tsx";
import { Page } from "../../ui/Page.tsx";
import { takeFocus } from "../../ui/takeFocus.ts";
import { useVirtualRows } from "../../ui/useVirtualRows.ts";

/** What was taken, what was not and why, and the way to the first call. */
export function ImportReport({ state }: { state: Extract<ImportState, { kind: "done" }> }) {
  const queryClient = useQueryClient();
  useEffect(() => {
    for (const key of [["lists"], ["leads"], ["custom-fields"]])
      void queryClient.invalidateQueries({ queryKey: key });
  }, [queryClient]);
  const { added, refused, listName, listId, cancelled, isGone, sent, file } = state;
  return (
    <Page
      title={
        added === 0
          ? `Nothing new in ${isGone ? file.fileName : listName}`
          : cancelled
            ? `${listName} is in, in part`
            : `${listName} is in`
      }
      actions={
        <>
          <Button look="quiet" onClick={resetImport}>
            Import another
          </Button>
          <Link to="/leads" search={isGone ? {} : { list: listId }} className={buttonClass()}>
            See the leads
          </Link>
          {added > 0 && (
            <Link
              ref={takeFocus}
              to="/dial/$listId"
              params={{ listId }}
              className={buttonClass("primary")}
            >
              Start dialing
            </Link>
          )}
        </>
      }
    >
      <output className="mb-5 block text-title">
        <span className="font-semibold">{countOf(added, "lead")} added</span>
        {refused.length > 0 && (
          <span className="text-ink-muted">, {countOf(refused.length, "row")} refused</span>
        )}
        {cancelled && (
          <span className="text-ink-muted">
            , {countOf(file.rowCount - sent, "row")} not looked at
          </span>
        )}
        .{isGone && <span className="text-ink-muted"> No list was made.</span>}
      </output>
      {refused.length > 0 && (
        <Card
          title={`Refused rows (${formatCount(refused.length)})`}
          aside={
            <Button look="quiet" className="h-7" onClick={() => void downloadRefused()}>
              <Download aria-hidden size={14} /> Download report
            </Button>
          }
        >
          <p className="border-b border-line px-4 py-2 text-ink-muted tabular-nums">
            {reasonsOf(refused)}
          </p>
          <RefusedRows refused={refused} />
        </Card>
      )}
    </Page>
  );
}

/** Each reason with its rows, the most frequent first. */
function reasonsOf(refused: readonly RefusedRow[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of refused) {
    const words = REFUSAL_LABELS[reason];
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([words, count]) => `${words}: ${formatCount(count)}`)
    .join(" · ");
}

const COLUMNS =
  "grid grid-cols-[56px_minmax(0,1.6fr)_112px_minmax(0,1.6fr)] items-center gap-4 px-4";

function RefusedRows({ refused }: { refused: readonly RefusedRow[] }) {
  const { box, rows } = useVirtualRows(refused.length, 36);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1 for scrolling regions
    <div ref={box} tabIndex={0} className="max-h-[50vh] overflow-y-auto">
      <table aria-rowcount={refused.length + 1} className="block text-left">
        <thead className="sticky top-0 z-1 block bg-surface">
          <tr className={`${COLUMNS} h-8 border-b border-line text-small text-ink-muted`}>
            {["Row", "Who", "Phone", "Reason"].map((heading) => (
              <th key={heading} scope="col" className="font-normal">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const row = refused[index];
            return row === undefined ? null : (
              <tr
                key={row.rowNumber}
                aria-rowindex={index + 2}
                className={`${COLUMNS} absolute inset-x-0 h-9 border-b border-line`}
                style={{ top: start }}
              >
                <td className="text-ink-muted tabular-nums">{formatCount(row.place)}</td>
                <td className="truncate" title={row.who}>
                  {row.who || "–"}
                </td>
                <td className="truncate tabular-nums">{row.phone || "–"}</td>
                <td className="truncate">
                  {row.leadId === null ? (
                    REFUSAL_LABELS[row.reason]
                  ) : (
                    <Link to="/leads/$leadId" params={{ leadId: row.leadId }} className={linkClass}>
                      {REFUSAL_LABELS[row.reason]}
                    </Link>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
