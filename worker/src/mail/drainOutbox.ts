import { mailgunClient, type MailgunClient } from "../clients/mailgun/mailgunClient.ts";
import { type Database, serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone, parseRows } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";
import { composeMail } from "./composeMail.ts";
import { type MailRow, mailRowSchema } from "./mailRow.ts";
import { stateOfRow } from "./stateOfRow.ts";
import { type MailOutcome, stepMail } from "./stepMail.ts";

/** How many mails are taken at once: together they must end well within the lease. */
const BATCH = 10;
/** A mail taken longer ago than this was taken by something that died; it is looked up. */
const LEASE_SECONDS = 60;

/** Sends or looks up every mail that is due, until none is; answers how many. Without Mailgun none. */
export async function drainOutbox(env: Env): Promise<number> {
  const { MAILGUN_API_KEY, MAILGUN_DOMAIN, MAILGUN_BASE_URL } = env;
  if (MAILGUN_API_KEY === undefined || MAILGUN_DOMAIN === undefined) return 0;

  const db = serviceDatabase(env);
  const mailgun = mailgunClient({ MAILGUN_API_KEY, MAILGUN_DOMAIN, MAILGUN_BASE_URL });
  const from = env.MAIL_FROM ?? `notifications@${MAILGUN_DOMAIN}`;
  for (let handled = 0; ;) {
    const claimed = await db.rpc("claim_mail", { most: BATCH, lease_seconds: LEASE_SECONDS });
    const mails = parseRows(claimed, mailRowSchema);
    if (mails.length === 0) return handled;
    await Promise.all(mails.map((mail) => handleMail(mail, { env, db, mailgun, from })));
    handled += mails.length;
  }
}

async function handleMail(
  mail: MailRow,
  tools: { env: Env; db: Database; mailgun: MailgunClient; from: string },
): Promise<void> {
  const { env, db, mailgun, from } = tools;
  const isDue = mail.status === "due";
  const state = stateOfRow(mail, LEASE_SECONDS * 1000);

  let outcome: MailOutcome;
  if (isDue) {
    const composed = await composeMail(mail, env, db, Date.now());
    const sent =
      composed === null
        ? ({ kind: "refused", reason: "there is nobody to send it to any more" } as const)
        : await mailgun.send({
            ...composed,
            from: senderOf(from, composed.fromName),
            to: mail.recipient,
            outboxId: mail.id,
          });
    outcome = stepMail(state, sent, Date.now());
  } else {
    const sinceMs = state.unclearSinceMs ?? mail.created_at;
    const found = await mailgun.lookUp({ to: mail.recipient, outboxId: mail.id, sinceMs });
    outcome = stepMail(state, found, Date.now());
  }
  if (outcome.status === "failed") {
    console.error(`Mail ${mail.id} (${mail.template}) was given up: ${outcome.reason}`);
  }
  const tried = mail.attempts + (isDue ? 1 : 0);
  assertDone(await db.from("mail_outbox").update(columnsOf(outcome, tried)).eq("id", mail.id));
}

/** The product's address under a person's name (RFC 5322, section 3.2.4: quoted). */
function senderOf(from: string, name: string | undefined): string {
  if (name === undefined) return from;
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  return `"${name.replaceAll(/["\\]/g, "\\$&")}" <${address}>`;
}

function columnsOf(outcome: MailOutcome, attempts: number): Record<string, unknown> {
  switch (outcome.status) {
    case "sent":
      return {
        status: "sent",
        attempts,
        message_id: outcome.messageId,
        sent_at: iso(Date.now()),
        unclear_since: null,
        last_error: null,
      };
    case "failed":
      return { status: "failed", attempts, last_error: outcome.reason };
    case "due":
      return {
        status: "due",
        attempts,
        next_attempt_at: iso(outcome.atMs),
        unclear_since: null,
        last_error: outcome.reason,
      };
    case "unknown":
      return {
        status: "unknown",
        attempts,
        next_attempt_at: iso(outcome.atMs),
        unclear_since: iso(outcome.sinceMs),
        last_error: outcome.reason,
      };
    default:
      return outcome satisfies never;
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
