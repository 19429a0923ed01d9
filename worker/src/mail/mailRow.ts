import { timestamp } from "#shared/text";
import { z } from "zod";

const unixMs = timestamp.transform((text) => Date.parse(text));

/** A row of the outbox as `claim_mail` hands it over, with the status it had before. */
export const mailRowSchema = z.object({
  id: z.uuid(),
  template: z.enum([
    "verify_email",
    "reset_password",
    "invite_member",
    "password_changed",
    "outcome_mail",
    "admin_alert",
    "billing_success",
    "billing_failure",
  ]),
  recipient: z.string(),
  user_id: z.uuid().nullable(),
  invitation_id: z.uuid().nullable(),
  /** Of mails about an invoice: Stripe's id. */
  invoice_id: z.string().nullable(),
  /** Of mails whose words stand in the outbox: an outcome's, and an alert's; null for all others. */
  subject: z.string().nullable(),
  body: z.string().nullable(),
  status: z.enum(["due", "sending", "unknown"]),
  attempts: z.int(),
  unclear_since: unixMs.nullable(),
  next_attempt_at: unixMs,
  created_at: unixMs,
  /** When somebody put the mail back after it was given up. */
  replayed_at: unixMs.nullable(),
});
export type MailRow = z.infer<typeof mailRowSchema>;
