import type { CallOutcome } from "#shared/calls";
import { OUTCOME_LABELS } from "../format/labels.ts";
import { Badge, type Tone } from "./Badge.tsx";

const TONES: Record<CallOutcome, Tone> = {
  connected: "accent",
  callback: "accent",
  voicemail: "plain",
  no_answer: "plain",
  busy: "plain",
  wrong_number: "warn",
  do_not_call: "danger",
};

/** How a call ended. */
export function OutcomeBadge({ outcome }: { outcome: CallOutcome }) {
  return <Badge tone={TONES[outcome]}>{OUTCOME_LABELS[outcome]}</Badge>;
}
