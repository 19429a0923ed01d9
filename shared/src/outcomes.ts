import { z } from "zod";
import { freeText, lineOfText, wholeNumber } from "./text.ts";

/** What an outcome is kept as with a call; its label may change, its key never does. */
export const outcomeKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "must be a short key");
export type CallOutcome = z.infer<typeof outcomeKey>;

/** The most outcomes an organisation has: one for each of the keys `1` to `9`. */
export const MOST_OUTCOMES = 9;

/**
 * What becomes of the lead: `again` after a while until its attempts are used up, `finished`,
 * `callback` at an agreed time, `never` again (the number goes on the do-not-call list).
 */
export const AFTERWARDS = ["again", "finished", "callback", "never"] as const;

/** One way a call can end, as the organisation set it: what it asks of the rep and what it does. */
export const outcomeSchema = z.strictObject({
  key: outcomeKey,
  label: lineOfText(40),
  /** Whether a person was reached; counts in the numbers. */
  reached: z.boolean(),
  afterwards: z.enum(AFTERWARDS),
  /** For `again`: how long until the next attempt (minutes). */
  retryAfterMinutes: wholeNumber(1, 525_600).nullable(),
  /** For `again`: after how many attempts the lead is finished. */
  maxAttempts: wholeNumber(1, 100).nullable(),
  /** The rep must say what comes next, and when. */
  requiresNextStep: z.boolean(),
  /** The rep must give a reason; `reasons` are offered, any other text is taken too. */
  requiresReason: z.boolean(),
  reasons: z.array(lineOfText(80)).max(20),
  /** The lead leaves the list it was called from for this one. */
  moveToListId: z.uuid().nullable(),
  /** A task for the rep, so many days later. Fields as in scripts (`{{first_name}}`). */
  taskText: lineOfText(200).nullable(),
  taskInDays: wholeNumber(0, 365).nullable(),
  /** A mail to the lead, where its address is known. Fields as in scripts. */
  mailSubject: lineOfText(200).nullable(),
  mailBody: freeText(10_000).nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** The organisation's outcomes in the order of their keys `1`, `2`, …: at least one, none twice, each whole. */
export const outcomesSchema = z
  .array(
    outcomeSchema
      .refine(
        (outcome) =>
          outcome.afterwards !== "again" ||
          (outcome.retryAfterMinutes !== null && outcome.maxAttempts !== null),
        { path: ["retryAfterMinutes"], message: "must be set where the lead is called again" },
      )
      .refine((outcome) => (outcome.taskText === null) === (outcome.taskInDays === null), {
        path: ["taskInDays"],
        message: "must be set together with the task's text",
      })
      .refine((outcome) => (outcome.mailSubject === null) === (outcome.mailBody === null), {
        path: ["mailBody"],
        message: "must be set together with the subject",
      }),
  )
  .min(1, "must hold at least one outcome")
  .max(MOST_OUTCOMES, `must hold at most ${MOST_OUTCOMES} outcomes`)
  .refine((outcomes) => new Set(outcomes.map(({ key }) => key)).size === outcomes.length, {
    error: "must not hold a key twice",
  })
  .refine(
    (outcomes) =>
      new Set(outcomes.map(({ label }) => label.toLowerCase())).size === outcomes.length,
    { error: "must not hold a label twice" },
  );
