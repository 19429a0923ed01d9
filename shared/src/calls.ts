import { z } from "zod";
import { outcomeKey } from "./outcomes.ts";
import { freeText, lineOfText, pointInTime, timestamp } from "./text.ts";

/**
 * A call as its rep writes it, whole, under an id the desktop chose: writing the same again changes
 * nothing, so a lost answer is met by sending again.
 */
export const callInputSchema = z
  .strictObject({
    leadId: z.uuid(),
    startedAt: pointInTime,
    endedAt: pointInTime.nullable(),
    outcome: outcomeKey.nullable(),
    notes: freeText(10_000),
    /** The permit under which the call began; only practice needs none. */
    permitId: z.uuid().nullable().default(null),
    /** The dial session it was made in. */
    sessionId: z.uuid().nullable().default(null),
    /** The SIM line it is logged under. */
    lineId: z.uuid().nullable().default(null),
    /** What the outcome requires of the rep. */
    reason: lineOfText(200).nullable().default(null),
    nextStep: z
      .strictObject({ text: lineOfText(200), dueAt: pointInTime })
      .nullable()
      .default(null),
    /** When to call back, and whether this rep is to do it or anyone. */
    callback: z.strictObject({ dueAt: pointInTime, isMine: z.boolean() }).nullable().default(null),
  })
  .refine((call) => call.outcome === null || call.endedAt !== null, {
    path: ["endedAt"],
    message: "must be set once there is an outcome",
  })
  .refine(
    (call) => call.endedAt === null || Date.parse(call.endedAt) >= Date.parse(call.startedAt),
    {
      path: ["endedAt"],
      message: "must not be before startedAt",
    },
  );
export type CallInput = z.infer<typeof callInputSchema>;

/** Stands for the lead of a call whose person was erased: the call counts, and tells of nobody. */
export const ERASED_LEAD_ID = "00000000-0000-0000-0000-000000000000";

export const callSchema = z.object({
  id: z.uuid(),
  leadId: z.uuid(),
  leadName: z.string(),
  userId: z.uuid(),
  userName: z.string(),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
  outcome: outcomeKey.nullable(),
  notes: z.string(),
  isPractice: z.boolean(),
  /** Whether a person was reached, by what the outcome meant then. */
  reached: z.boolean(),
  reason: z.string().nullable(),
  lineId: z.uuid().nullable(),
});
export type Call = z.infer<typeof callSchema>;

/** What a rep did since `since`: calls ended, people reached, and time with those people (seconds). Practice is not counted. */
export const dayNumbersSchema = z.object({
  calls: z.int(),
  reached: z.int(),
  talkSeconds: z.int(),
});
export type DayNumbers = z.infer<typeof dayNumbersSchema>;
