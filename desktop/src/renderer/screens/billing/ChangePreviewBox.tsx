import type { ChangePreview } from "#shared/billing";
import { formatCents } from "../../format/formatCents.ts";
import { formatDay } from "../../format/formatTime.ts";
import { joinClasses } from "../../ui/joinClasses.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { AmountLines } from "./AmountLines.tsx";
import { mixWords } from "./billingWords.ts";

/** What a change would take now and each month, as Stripe reckons it, before anything is pressed. */
export function ChangePreviewBox({
  preview,
  isFresh,
  isSame,
  bundleLines,
}: {
  preview: ChangePreview | undefined;
  /** Whether it is for what stands in the fields now. */
  isFresh: boolean;
  /** Whether nothing is to be changed. */
  isSame: boolean;
  bundleLines: number;
}) {
  return (
    <div
      aria-live="polite"
      aria-busy={!isFresh && !isSame}
      className="min-h-34 rounded-md border border-line bg-canvas px-4 py-3"
    >
      {isSame ? (
        <p className="text-ink-muted">
          This is what you have. Change a number to see what it costs.
        </p>
      ) : preview === undefined ? (
        <output className="flex flex-col gap-3" aria-label="Asking Stripe what it costs">
          <Skeleton className="h-3 w-3/4" />
          <Skeleton className="h-3 w-2/3" />
          <Skeleton className="h-4 w-1/2" />
        </output>
      ) : (
        <div className={joinClasses("transition-opacity", !isFresh && "opacity-50")}>
          {preview.lines.length > 0 && (
            <AmountLines
              lines={preview.lines}
              className="mb-2 border-b border-line pb-2 text-small text-ink-muted"
            />
          )}
          <dl className="flex flex-col gap-1">
            <div className="flex justify-between gap-4">
              <dt className="font-medium">
                {preview.dueNowCents < 0 ? "Credited to you now" : "Due now"}
              </dt>
              <dd className="text-title font-semibold tabular-nums">
                {formatCents(Math.abs(preview.dueNowCents))}
              </dd>
            </div>
            <div className="flex justify-between gap-4">
              <dt>
                Each month from {preview.when === "now" ? "now" : formatDay(preview.at)} on, before
                taxes
              </dt>
              <dd className="tabular-nums">{formatCents(preview.monthlyCents)}</dd>
            </div>
            {preview.simSingles + preview.simBundles > 0 && (
              <div className="flex justify-between gap-4 text-ink-muted">
                <dt>More SIM lines as</dt>
                <dd>
                  {mixWords(
                    { singles: preview.simSingles, bundles: preview.simBundles },
                    bundleLines,
                  )}
                </dd>
              </div>
            )}
          </dl>
          {preview.dueNowCents < 0 && (
            <p className="mt-1 text-small text-ink-muted">
              The credit is taken off your next invoices.
            </p>
          )}
        </div>
      )}
    </div>
  );
}
