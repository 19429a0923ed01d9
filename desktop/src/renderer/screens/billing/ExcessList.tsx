import type { Excess } from "#shared/entitlement";
import { excessWords } from "./billingWords.ts";

/** What is used beyond a plan, so that it cannot be had yet. Nothing where all fits. */
export function ExcessList({ excess }: { excess: readonly Excess[] }) {
  return (
    // Always there, so that what comes into it is read out.
    <output className={excess.length === 0 ? "hidden" : "block"}>
      {excess.length > 0 && (
        <div className="rounded-md border border-warn/40 bg-warn-soft px-3 py-2">
          <p className="font-medium">You use more than this allows</p>
          <ul className="list-disc pl-5">
            {excess.map((each) => (
              <li key={each.what}>{excessWords(each)}</li>
            ))}
          </ul>
          <p className="text-ink-muted">Reduce that first, or choose more.</p>
        </div>
      )}
    </output>
  );
}
