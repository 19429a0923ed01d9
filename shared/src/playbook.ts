import { z } from "zod";
import { outcomeSchema } from "./outcomes.ts";
import { freeText, lineOfText, wholeNumber } from "./text.ts";

/** A script as its author writes it (the format stands at `parseScript`). */
export const scriptInputSchema = z.strictObject({
  name: lineOfText(120),
  text: freeText(50_000),
});
export const scriptSchema = z.object({ id: z.uuid(), name: z.string(), text: z.string() });
export type Script = z.infer<typeof scriptSchema>;

/** An answer to something leads say, found by typing. */
export const objectionInputSchema = z.strictObject({
  /** What the lead says: "We already have a supplier". */
  title: lineOfText(120),
  answer: freeText(5_000),
});
export const objectionSchema = z.object({ id: z.uuid(), title: z.string(), answer: z.string() });
export type Objection = z.infer<typeof objectionSchema>;

/** A SIM line: a number of the organisation's under which calls are logged. */
export const lineInputSchema = z.strictObject({
  /** As typed; kept in E.164. */
  phone: z.string().trim().min(1, "must not be empty").max(40),
  label: lineOfText(60),
  /** Whose line it is; null: anyone's. */
  userId: z.uuid().nullable(),
  isActive: z.boolean(),
});
export const lineSchema = z.object({
  id: z.uuid(),
  /** E.164 */
  phone: z.string(),
  label: z.string(),
  userId: z.uuid().nullable(),
  isActive: z.boolean(),
});
export type Line = z.infer<typeof lineSchema>;

/** What a manager sets for everyone's dial sessions. */
export const dialSettingsSchema = z.strictObject({
  /** A rep's goals for a day; null: none. */
  callsPerDay: wholeNumber(1, 1_000).nullable(),
  reachedPerDay: wholeNumber(1, 1_000).nullable(),
  /** Reasons offered when a rep pauses. */
  pauseReasons: z.array(lineOfText(60)).max(20),
});
export type DialSettings = z.infer<typeof dialSettingsSchema>;

/**
 * All that the dial screen needs beside the leads, read at once. Texts are taken as they are, and fields
 * that a later version adds are passed over: no one text may keep a team from dialing.
 */
export const playbookSchema = z.object({
  /** In the order of their keys; an outcome that is no longer offered is not among them. */
  outcomes: z.array(
    z.object({
      ...outcomeSchema.shape,
      label: z.string(),
      reasons: z.array(z.string()),
      taskText: z.string().nullable(),
      mailSubject: z.string().nullable(),
      mailBody: z.string().nullable(),
    }),
  ),
  scripts: z.array(scriptSchema),
  objections: z.array(objectionSchema),
  lines: z.array(lineSchema),
  settings: z.object({ ...dialSettingsSchema.shape, pauseReasons: z.array(z.string()) }),
});
export type Playbook = z.infer<typeof playbookSchema>;
