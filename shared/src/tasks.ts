import { z } from "zod";
import { lineOfText, pointInTime, timestamp } from "./text.ts";

/** `callback`: the lead is to be called then; it comes first in dial sessions. `to_do`: anything else. */
export const TASK_KINDS = ["callback", "to_do"] as const;

/** A task as somebody writes it, whole, under an id the desktop chose. */
export const taskInputSchema = z
  .strictObject({
    kind: z.enum(TASK_KINDS),
    /** Null for a task about no lead; a callback always has one. */
    leadId: z.uuid().nullable(),
    /** Whose it is; null: anyone's. */
    userId: z.uuid().nullable(),
    text: lineOfText(200),
    dueAt: pointInTime,
    done: z.boolean(),
  })
  .refine((task) => task.kind === "to_do" || task.leadId !== null, {
    path: ["leadId"],
    message: "must be set for a callback",
  });
export type TaskInput = z.infer<typeof taskInputSchema>;

export const taskSchema = z.object({
  id: z.uuid(),
  kind: z.enum(TASK_KINDS),
  leadId: z.uuid().nullable(),
  /** Null where there is no lead, or it is not the caller's to see. */
  leadName: z.string().nullable(),
  userId: z.uuid().nullable(),
  text: z.string(),
  dueAt: timestamp,
  doneAt: timestamp.nullable(),
  createdAt: timestamp,
});
export type Task = z.infer<typeof taskSchema>;
