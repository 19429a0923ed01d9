import type { ChangePreview } from "#shared/billing";
import { formatCents } from "../../format/formatCents.ts";
import { joinClasses } from "../../ui/joinClasses.ts";

/** The lines of an invoice, their amounts below each other. */
export function AmountLines({
  lines,
  className,
}: {
  lines: ChangePreview["lines"];
  className?: string;
}) {
  return (
    <ul className={joinClasses("flex flex-col gap-0.5", className)}>
      {lines.map(({ text, amountCents }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two lines may read alike, and they never move
        <li key={index} className="flex justify-between gap-4">
          <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
          <span className="shrink-0 tabular-nums">{formatCents(amountCents)}</span>
        </li>
      ))}
    </ul>
  );
}
