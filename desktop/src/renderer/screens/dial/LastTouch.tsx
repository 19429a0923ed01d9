import type { Lead } from "#shared/leads";
import { countOf } from "../../format/formatCount.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { useOutcome } from "../../format/useOutcome.ts";

/** How the lead was called last, in one line. */
export function LastTouch({ lead }: { lead: Lead }) {
  const now = useNow(60_000);
  const outcome = useOutcome(lead.lastOutcome ?? "");
  if (lead.lastCalledAt === null)
    return <p className="mt-1 text-small text-ink-muted">Not called before.</p>;
  return (
    <p className="mt-1 text-small text-ink-muted">
      Last: {lead.lastOutcome === null ? "not ended" : outcome.label},{" "}
      {formatMoment(lead.lastCalledAt, now)}. {countOf(lead.attemptCount, "attempt")} so far.
    </p>
  );
}
