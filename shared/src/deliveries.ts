import { z } from "zod";
import { freeText, lineOfText, timestamp } from "./text.ts";

/** Where a mail is: on its way for the first time, tried in vain and tried again, sent, or given up. */
export const MAIL_STATES = ["waiting", "retrying", "sent", "given_up"] as const;
export const mailStateSchema = z.enum(MAIL_STATES);
export type MailState = z.infer<typeof mailStateSchema>;

/** Where a webhook's message is. `stuck`: the work on it has died. */
export const WEBHOOK_STATES = ["processing", "stuck", "failed", "done"] as const;
export const webhookStateSchema = z.enum(WEBHOOK_STATES);
export type WebhookState = z.infer<typeof webhookStateSchema>;

/** Why the last try to send a mail came to nothing. */
export const MAIL_PROBLEMS = [
  /** The account or the invitation it was about is no more. */
  "gone",
  /** Our key or domain is not accepted. */
  "setup",
  /** The mail service takes no more just now. */
  "busy",
  /** The mail service does not take this mail. */
  "refused",
  /** The mail service did not answer. */
  "unreached",
  /** It may have gone out; it is looked up. */
  "unclear",
] as const;
const mailProblemSchema = z.enum(MAIL_PROBLEMS).catch("unclear");
export type MailProblem = z.infer<typeof mailProblemSchema>;

const belongs = {
  /** Whose it is; null: the service's. */
  organizationId: z.uuid().nullable(),
  organizationName: z.string().nullable(),
};

/** How a mail fares. Never what it says. */
export const mailDeliverySchema = z.object({
  id: z.uuid(),
  /** What kind of mail it is. */
  template: z.string(),
  /** Null where the caller is not to know. */
  recipient: z.string().nullable(),
  /** Of mails that somebody words; null for all others, and where the caller is not to know. */
  subject: z.string().nullable(),
  state: mailStateSchema,
  attempts: z.int(),
  problem: mailProblemSchema.nullable(),
  /** What the mail service said, where the caller may know. */
  detail: z.string().nullable(),
  createdAt: timestamp,
  sentAt: timestamp.nullable(),
  /** When it is tried next. */
  nextAttemptAt: timestamp.nullable(),
  /** When somebody put it back. */
  replayedAt: timestamp.nullable(),
  /** It waits longer than it should. */
  isLate: z.boolean(),
  ...belongs,
});
export type MailDelivery = z.infer<typeof mailDeliverySchema>;

/** How a message that a webhook brought fares. Never what it says. */
export const webhookDeliverySchema = z.object({
  id: z.uuid(),
  source: z.string(),
  /** The sender's own id of the message. */
  externalId: z.string(),
  state: webhookStateSchema,
  attempts: z.int(),
  lastError: z.string().nullable(),
  receivedAt: timestamp,
  finishedAt: timestamp.nullable(),
  ...belongs,
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

/** The last day at a glance. */
export const deliveriesSummarySchema = z.object({
  mails: z.record(mailStateSchema, z.int()),
  lateMails: z.int(),
  oldestLateMailAt: timestamp.nullable(),
  /** By source; what is not done counts however old it is. */
  webhooks: z.array(
    z.object({
      source: z.string(),
      done: z.int(),
      processing: z.int(),
      stuck: z.int(),
      failed: z.int(),
    }),
  ),
});
export type DeliveriesSummary = z.infer<typeof deliveriesSummarySchema>;

/** Whether something was put back; false where it was under way or done already. */
export const replayAnswerSchema = z.object({ isReplayed: z.boolean() });

/** An alert as its writer words it. */
export const newAlertSchema = z.strictObject({
  /** Chosen by the caller, so that sending again mails no second one. */
  id: z.uuid(),
  subject: lineOfText(100),
  text: freeText(4_000).trim().min(1, "must not be empty"),
});

/** An alert to whoever runs the service, and how its mail fares. */
export const alertSchema = z.object({
  id: z.uuid(),
  subject: z.string(),
  text: z.string(),
  createdAt: timestamp,
  sentAt: timestamp.nullable(),
  state: mailStateSchema,
  attempts: z.int(),
  problem: mailProblemSchema.nullable(),
  isLate: z.boolean(),
  /** A person wrote it. */
  isByHand: z.boolean(),
  /** Who wrote or caused it. */
  writtenBy: z.string().nullable(),
  ...belongs,
});
export type Alert = z.infer<typeof alertSchema>;
