import { z } from "zod";

/** A file sent along; its bytes lie in `attachments/<message id>/<index>` of the data folder. */
const storedAttachmentSchema = z.object({
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int(),
  disposition: z.enum(["attachment", "inline"]),
});

/** One accepted message as it is kept: one line of `messages.jsonl`. */
export const storedMessageSchema = z.object({
  id: z.string(),
  /** Without the angle brackets, as Mailgun's events show it. */
  messageId: z.string(),
  createdAtMs: z.number().int(),
  /** Later than `createdAtMs` only for `o:deliverytime`. */
  deliverAtMs: z.number().int(),
  from: z.string(),
  fromAddress: z.string(),
  /** Header values as sent; `bcc` is in `recipients` alone. */
  to: z.string(),
  cc: z.string(),
  /** Every distinct address of to, cc and bcc, in lower case. */
  recipients: z.array(z.string()),
  /** Those among `recipients` whose mail server refused the mail. */
  bounced: z.array(z.string()),
  subject: z.string(),
  template: z.string().nullable(),
  templateVersion: z.string().nullable(),
  /** What the template was rendered with. */
  variables: z.record(z.string(), z.unknown()),
  /** Shown as `user-variables` in the events. */
  customVariables: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  isTestMode: z.boolean(),
  headers: z.record(z.string(), z.string()),
  /** `null` when the message has no such part. */
  html: z.string().nullable(),
  text: z.string().nullable(),
  attachments: z.array(storedAttachmentSchema),
  sizeBytes: z.number().int(),
});

export type StoredMessage = z.infer<typeof storedMessageSchema>;
