import { z } from "zod";
import { mintRecoveryToken } from "../clients/supabase/authClient.ts";
import type { Database } from "../clients/supabase/database.ts";
import { assertDone, parseRows } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";
import { hashToken, mintToken } from "../http/mintToken.ts";
import { composeInvoiceMail } from "./composeInvoiceMail.ts";
import type { ComposedMail } from "./ComposedMail.ts";
import type { MailRow } from "./mailRow.ts";

const HOUR_MS = 3_600_000;
const VERIFICATION_LASTS_MS = 24 * HOUR_MS;
const INVITATION_LASTS_MS = 7 * 24 * HOUR_MS;

/**
 * Writes a mail, minting its link now: the outbox holds no token. Tokens travel behind `#`, which
 * browsers send to no server. Null where there is nothing to send any more: the account is gone,
 * the invitation was revoked.
 */
export function composeMail(
  mail: MailRow,
  env: Env,
  db: Database,
  nowMs: number,
): Promise<ComposedMail | null> {
  switch (mail.template) {
    case "verify_email":
      return composeVerification(mail, env, db, nowMs);
    case "reset_password":
      return composeReset(mail, env);
    case "invite_member":
      return composeInvitation(mail, env, db, nowMs);
    case "password_changed":
      return Promise.resolve({
        subject: "Your SalesPulse password was changed",
        content: {
          template: mail.template,
          variables: { reset_page_link: `${env.APP_ORIGIN}/forgot-password` },
        },
      });
    case "outcome_mail":
      return composeOutcomeMail(mail, db);
    case "admin_alert":
      return Promise.resolve(
        mail.subject === null || mail.body === null
          ? null
          : {
              subject: mail.subject,
              content: {
                template: mail.template,
                variables: { alert_text: mail.body, admin_link: `${env.APP_ORIGIN}/operator` },
              },
            },
      );
    case "billing_success":
    case "billing_failure":
      return composeInvoiceMail(mail, env, db);
    default:
      return mail.template satisfies never;
  }
}

async function composeVerification(
  mail: MailRow,
  env: Env,
  db: Database,
  nowMs: number,
): Promise<ComposedMail> {
  const token = mintToken();
  assertDone(
    await db.from("email_proofs").insert({
      token_hash: await hashToken(token),
      user_id: mail.user_id,
      email: mail.recipient,
      expires_at: new Date(nowMs + VERIFICATION_LASTS_MS).toISOString(),
    }),
  );
  return {
    subject: "Welcome to SalesPulse! Verify Your Email",
    content: {
      template: mail.template,
      variables: { verification_link: `${env.APP_ORIGIN}/verify-email#token=${token}` },
    },
  };
}

async function composeReset(mail: MailRow, env: Env): Promise<ComposedMail | null> {
  const token = await mintRecoveryToken(env, mail.recipient);
  if (token === null) return null;
  return {
    subject: "Reset your SalesPulse password",
    content: {
      template: mail.template,
      variables: { reset_link: `${env.APP_ORIGIN}/reset-password#token=${token}` },
    },
  };
}

const invitationSchema = z.object({
  role: z.string(),
  organizations: z.object({ name: z.string() }),
  profiles: z.object({ full_name: z.string() }),
});

async function composeInvitation(
  mail: MailRow,
  env: Env,
  db: Database,
  nowMs: number,
): Promise<ComposedMail | null> {
  const token = mintToken();
  const result = await db
    .from("invitations")
    .update({
      token_hash: await hashToken(token),
      expires_at: new Date(nowMs + INVITATION_LASTS_MS).toISOString(),
    })
    .eq("id", mail.invitation_id)
    .is("accepted_at", null)
    .is("revoked_at", null)
    .select("role, organizations (name), profiles (full_name)");
  const [invitation] = parseRows(result, invitationSchema);
  if (invitation === undefined) return null;
  const organization = invitation.organizations.name;
  return {
    subject: `Join ${organization} on SalesPulse`,
    content: {
      template: mail.template,
      variables: {
        invite_link: `${env.APP_ORIGIN}/invite#token=${token}`,
        organization_name: organization,
        inviter_name: invitation.profiles.full_name,
        role: invitation.role,
      },
    },
  };
}

const senderSchema = z.object({ email: z.string(), full_name: z.string() });

/**
 * A rep's mail to a lead, in the words that the outbox holds. Plain text, as a person writes: nothing in it
 * can be markup, and Mailgun takes 16 KB of variables at most.
 */
async function composeOutcomeMail(mail: MailRow, db: Database): Promise<ComposedMail | null> {
  const result = await db.from("profiles").select("email, full_name").eq("user_id", mail.user_id);
  const [sender] = parseRows(result, senderSchema);
  if (sender === undefined || mail.subject === null || mail.body === null) return null;
  return {
    subject: mail.subject,
    content: { text: mail.body },
    fromName: sender.full_name,
    replyTo: sender.email,
  };
}
