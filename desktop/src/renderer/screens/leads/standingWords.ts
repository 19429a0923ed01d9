import type { Lead } from "#shared/leads";
import { countOf } from "../../format/formatCount.ts";
import { formatMoment } from "../../format/formatTime.ts";

/** Where a lead stands, in one line: whether and when it comes up again. */
export function standingWords(
  lead: Pick<Lead, "doNotCall" | "dialState" | "readyAt" | "attemptCount">,
  now: Date,
): string {
  const tries = countOf(lead.attemptCount, "call");
  if (lead.doNotCall) return "Never: the number is on the do-not-call list.";
  if (lead.dialState === "finished") return `Finished after ${tries}.`;
  if (lead.dialState === "ready")
    return lead.attemptCount === 0 ? "Ready to be called." : `Ready again after ${tries}.`;
  const at = lead.readyAt === null ? "later" : formatMoment(lead.readyAt, now);
  if (lead.dialState === "callback") return `Callback promised for ${at}.`;
  return lead.readyAt !== null && Date.parse(lead.readyAt) <= now.getTime()
    ? `Ready for the next attempt, after ${tries}.`
    : `Next attempt from ${at}, after ${tries}.`;
}
