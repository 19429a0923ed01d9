import { LEAD_FIELDS } from "#shared/leads";
import { LEAD_FIELD_LABELS } from "../../format/labels.ts";
import type { OpenedFile } from "../../import/importStore.ts";
import type { ColumnUse } from "../../import/matchColumns.ts";
import { toImportRow } from "../../import/sliceRows.ts";

/** How many rows are enough to see whether the columns fit. */
const SHOWN = 4;

/** The first rows of the file as the leads they become. */
export function PreviewTable({ file, uses }: { file: OpenedFile; uses: readonly ColumnUse[] }) {
  const fields = LEAD_FIELDS.filter((field) => uses.includes(field));
  const table = { headers: file.headers, rows: file.samples };
  const rows = file.samples.slice(0, SHOWN).map((_, index) => toImportRow(table, uses, index));
  if (fields.length === 0)
    return <p className="px-4 py-6 text-ink-muted">No column is matched yet.</p>;
  return (
    // A wide table scrolls by itself; with the keyboard too, hence the tab stop.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1 for scrolling regions
    <section className="overflow-x-auto" tabIndex={0} aria-label="First rows">
      <table className="w-full text-left">
        <thead>
          <tr className="text-small text-ink-muted">
            {fields.map((field) => (
              <th key={field} scope="col" className="h-8 px-4 font-normal whitespace-nowrap">
                {LEAD_FIELD_LABELS[field]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.rowNumber} className="border-t border-line">
              {fields.map((field) => (
                <td key={field} className="h-9 max-w-60 truncate px-4">
                  {row.fields[field] ?? <span className="text-ink-muted">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
