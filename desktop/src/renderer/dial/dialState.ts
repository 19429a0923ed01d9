import { z } from "zod";
import { callInputSchema } from "#shared/calls";
import { heldLeadSchema, sessionStateSchema } from "#shared/dialing";
import { leadSchema } from "#shared/leads";
import { outcomeSchema } from "#shared/outcomes";

// The playbook's outcomes come whole: what is not kept of them is left out, not refused.
const endingOutcomeSchema = z.object(
  outcomeSchema.pick({
    key: true,
    label: true,
    reached: true,
    afterwards: true,
    requiresNextStep: true,
    requiresReason: true,
    reasons: true,
  }).shape,
);
/** What of an outcome the end of a call needs to know. */
export type EndingOutcome = z.infer<typeof endingOutcomeSchema>;

/** What the rep says beside the outcome, as typed so far; times are ISO, "" where none is chosen. */
const wrapUpSchema = z.object({
  /** Null while only a next step is written down and the call goes on. */
  outcome: endingOutcomeSchema.nullable(),
  /** When the outcome was given: what is typed afterwards is no time with the lead. */
  askedAt: z.iso.datetime(),
  callbackAt: z.string(),
  callbackIsMine: z.boolean(),
  reason: z.string(),
  stepText: z.string(),
  stepDueAt: z.string(),
});
export type WrapUp = z.infer<typeof wrapUpSchema>;

const callOf = callInputSchema.shape;

const runningCallSchema = z.object({
  id: z.uuid(),
  lead: leadSchema,
  startedAt: z.iso.datetime(),
  /** Whether the number was handed over; until then the Worker is asked whether the call may begin. */
  isPlaced: z.boolean(),
  notes: z.string(),
  permitId: z.uuid().nullable(),
  /** The session it began in, whatever became of that since. */
  sessionId: z.uuid(),
  lineId: z.uuid().nullable(),
  /** What was promised, where the call keeps a promise. */
  callback: heldLeadSchema.shape.callback,
  nextStep: callOf.nextStep,
  wrapUp: wrapUpSchema.nullable(),
});
export type RunningCall = z.infer<typeof runningCallSchema>;

const sessionSchema = z.object({
  /** Chosen here; the Worker knows the session by it. */
  id: z.uuid(),
  /** Null for single calls. */
  list: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** How far the Worker's clock is ahead of this computer's (ms). */
  clockAheadMs: z.number(),
  /** What the Worker keeps for this rep, the next to call first. */
  held: z.array(heldLeadSchema).readonly(),
  chosenId: z.uuid().nullable(),
  /** A lead the rep wants that is not held yet: it stands in front, and waits for leave. */
  taking: leadSchema.nullable(),
  /** Why the lead asked for last did not come. */
  notTaken: z.enum(["lead_claimed", "not_found"]).nullable(),
  /** False until the Worker has answered once. */
  isSynced: z.boolean(),
  remaining: sessionStateSchema.shape.remaining,
  /** Notes typed before a call, by lead. */
  drafts: z.record(z.string(), z.string()),
  /** Lines the rep chose instead of the proposed ones, by lead. */
  lines: z.record(z.string(), z.uuid()),
  calls: z.int(),
  reached: z.int(),
  /** When the last calls ended, for the pace; the newest last. */
  endedAt: z.array(z.iso.datetime()).readonly(),
  startedAt: z.iso.datetime(),
  /** The call that ended a moment ago, as long as that can be taken back. */
  undo: z
    .object({
      call: runningCallSchema,
      outcome: endingOutcomeSchema,
      until: z.iso.datetime(),
    })
    .nullable(),
});
export type DialSession = z.infer<typeof sessionSchema>;

/** Why a call was not begun. */
export const CALL_REFUSALS = [
  "read_only",
  "address_unproven",
  "do_not_call",
  "no_time_zone",
  "outside_hours",
  /** The permit has lapsed, or there is none yet: the Worker must be asked. */
  "no_permit",
] as const;
export type CallRefusal = (typeof CALL_REFUSALS)[number];

/** The dial session as it is kept over a reload: no session, between calls, in one, or paused. */
export const dialStateSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("idle") }),
  z.object({
    kind: z.literal("ready"),
    session: sessionSchema,
    refusal: z.enum(CALL_REFUSALS).nullable(),
  }),
  z.object({ kind: z.literal("calling"), session: sessionSchema, call: runningCallSchema }),
  z.object({
    kind: z.literal("paused"),
    session: sessionSchema,
    reason: z.string().nullable(),
    since: z.iso.datetime(),
  }),
]);
export type DialState = z.infer<typeof dialStateSchema>;
/** A state with a session. */
export type Dialing = Exclude<DialState, { kind: "idle" }>;

export const IDLE: DialState = { kind: "idle" };

/** What stands in front of the rep: the lead, and what the Worker says of it where it is held. */
export function leadAtHand(state: DialState) {
  if (state.kind === "idle") return null;
  if (state.kind === "calling") return state.call.lead;
  return state.session.taking ?? heldAtHand(state.session)?.lead ?? null;
}

/** The held lead that is chosen; null while another is being asked for. */
export function heldAtHand({ held, chosenId, taking }: DialSession) {
  return taking === null ? (held.find(({ lead }) => lead.id === chosenId) ?? null) : null;
}

/** The notes that stand beside the lead. */
export function notesAtHand(state: DialState): string {
  if (state.kind === "idle") return "";
  if (state.kind === "calling") return state.call.notes;
  return state.session.drafts[leadAtHand(state)?.id ?? ""] ?? "";
}
