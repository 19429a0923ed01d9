import type { CallOutcome } from "#shared/outcomes";
import { useOutcome, type KnownOutcome } from "../format/useOutcome.ts";
import { Badge, type Tone } from "./Badge.tsx";

/** How a call ended, in the organisation's own word for it. */
export function OutcomeBadge({ outcome }: { outcome: CallOutcome }) {
  return <OutcomeWord outcome={useOutcome(outcome)} />;
}

/** The same for an outcome that is at hand. */
export function OutcomeWord({ outcome }: { outcome: KnownOutcome }) {
  const tone: Tone =
    outcome.afterwards === "never"
      ? "danger"
      : outcome.reached === true
        ? "accent"
        : outcome.afterwards === "finished"
          ? "warn"
          : "plain";
  return <Badge tone={tone}>{outcome.label}</Badge>;
}
