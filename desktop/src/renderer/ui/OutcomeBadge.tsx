import type { CallOutcome } from "#shared/outcomes";
import { useOutcome } from "../format/useOutcome.ts";
import { Badge, type Tone } from "./Badge.tsx";

/** How a call ended, in the organisation's own word for it. */
export function OutcomeBadge({ outcome }: { outcome: CallOutcome }) {
  const known = useOutcome(outcome);
  const tone: Tone =
    known.afterwards === "never"
      ? "danger"
      : known.reached === true
        ? "accent"
        : known.afterwards === "finished"
          ? "warn"
          : "plain";
  return <Badge tone={tone}>{known.label}</Badge>;
}
