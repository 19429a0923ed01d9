import Mailgun from "mailgun.js";
import { z } from "zod";

/** Where Mailgun is, the sending domain and the key to it. */
export interface MailgunSettings {
  readonly MAILGUN_BASE_URL: string;
  readonly MAILGUN_API_KEY: string;
  readonly MAILGUN_DOMAIN: string;
}

/** What a mail says: a template of the Mailgun account with its variables, or plain text. */
export type MailContent =
  | { readonly template: string; readonly variables: Readonly<Record<string, string>> }
  | { readonly text: string };

/** A mail to one address. */
export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  /** Whom an answer goes to, where that is not the sender. */
  readonly replyTo?: string;
  readonly subject: string;
  readonly content: MailContent;
  /** Our own name for it; Mailgun keeps it with every event, so that a lost answer can be looked up. */
  readonly outboxId: string;
}

/**
 * How a try to send ended. `busy`: surely not taken, later may work. `refused`: never will.
 * `unclear`: it may have been taken.
 */
export type SendResult =
  | { readonly kind: "accepted"; readonly messageId: string }
  | { readonly kind: "busy" | "refused" | "unclear"; readonly reason: string };

/** What the search for an earlier try found. */
export type LookUpResult =
  | { readonly kind: "found"; readonly messageId: string }
  | { readonly kind: "missing" }
  | { readonly kind: "unknown"; readonly reason: string };

const TIMEOUT_MS = 10_000;

const acceptedSchema = z.object({ id: z.string() });
const eventSchema = z.object({
  "user-variables": z.record(z.string(), z.unknown()).optional(),
  message: z.object({ headers: z.object({ "message-id": z.string() }) }),
});
const failureSchema = z.object({
  status: z.number().optional(),
  message: z.string(),
  details: z.string().optional(),
});

/** Mailgun's API v3 (documentation.mailgun.com, "Messages" and "Events"). Nothing here throws. */
export function mailgunClient(settings: MailgunSettings) {
  const client = new Mailgun(FormData).client({
    username: "api",
    key: settings.MAILGUN_API_KEY,
    url: settings.MAILGUN_BASE_URL,
    timeout: TIMEOUT_MS,
    useFetch: true,
  });
  const domain = settings.MAILGUN_DOMAIN;

  return {
    async send(mail: OutgoingMail): Promise<SendResult> {
      try {
        const answer = await client.messages.create(domain, {
          from: mail.from,
          to: [mail.to],
          subject: mail.subject,
          ...("text" in mail.content
            ? { text: mail.content.text }
            : {
                template: mail.content.template,
                "h:X-Mailgun-Variables": JSON.stringify(mail.content.variables),
              }),
          ...(mail.replyTo === undefined ? {} : { "h:Reply-To": mail.replyTo }),
          "v:outbox_id": mail.outboxId,
        });
        return { kind: "accepted", messageId: acceptedSchema.parse(answer).id };
      } catch (error) {
        return readFailure(error);
      }
    },

    /** Searches Mailgun's events for a mail by our own variable. @param mail.sinceMs the earliest try (Unix ms) */
    async lookUp(mail: { to: string; outboxId: string; sinceMs: number }): Promise<LookUpResult> {
      try {
        const events = await client.events.get(domain, {
          begin: String(Math.floor(mail.sinceMs / 1000) - 60),
          ascending: "yes",
          event: "accepted",
          recipient: mail.to,
          limit: 300,
        });
        for (const item of events.items) {
          const event = eventSchema.safeParse(item);
          if (event.success && event.data["user-variables"]?.["outbox_id"] === mail.outboxId) {
            return { kind: "found", messageId: event.data.message.headers["message-id"] };
          }
        }
        return { kind: "missing" };
      } catch (error) {
        return { kind: "unknown", reason: readFailure(error).reason };
      }
    },
  };
}

/** Mailgun for one account. */
export type MailgunClient = ReturnType<typeof mailgunClient>;

/**
 * What a failed request means for the mail. A wrong key or domain (401, 403, 404) is mended in the
 * settings, not in the mail, so the mail waits.
 */
function readFailure(error: unknown): Exclude<SendResult, { kind: "accepted" }> {
  const failure = failureSchema.safeParse(error);
  if (!failure.success) return { kind: "unclear", reason: String(error) };
  const { status, message, details } = failure.data;
  const reason = `${status ?? "no answer"}: ${details ?? message}`;
  // mailgun.js reports a connection that broke as status 400, too; only Mailgun's own 400 says so in words.
  if (status === 400 && !/^(bad request|ERR_BAD_REQUEST)$/i.test(message)) {
    return { kind: "unclear", reason };
  }
  if (status === 429 || status === 401 || status === 403 || status === 404) {
    return { kind: "busy", reason };
  }
  return status !== undefined && status >= 400 && status < 500
    ? { kind: "refused", reason }
    : { kind: "unclear", reason };
}
