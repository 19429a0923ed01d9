import { convertHtmlToText } from "./convertHtmlToText.ts";
import type { StoredMessage } from "./StoredMessage.ts";

/** One person's copy of a message, as `GET /mailbox/messages` lists it. */
export interface MailboxItem {
  readonly id: string;
  readonly createdAt: string;
  /** The address this copy went to, in lower case. */
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly template: string | null;
  /** What the template was filled with; `{}` without a template. */
  readonly variables: Record<string, unknown>;
  /** The message's own `v:` variables. */
  readonly customVariables: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly html: string;
  /** The text part, or where the message has none, the HTML read as text. */
  readonly text: string;
  readonly attachments: { name: string; contentType: string; sizeBytes: number }[];
}

/**
 * The copies that have arrived by `nowMs`: one for each recipient whose server took it, none for messages in test
 * mode, which Mailgun accepts without sending.
 */
export function mailboxItemsOf(message: StoredMessage, nowMs: number): MailboxItem[] {
  if (message.isTestMode || message.deliverAtMs > nowMs) return [];
  return message.recipients
    .map((to, index) => ({ to, id: `${message.id}.${index}` }))
    .filter(({ to }) => !message.bounced.includes(to))
    .map(({ to, id }) => ({
      id,
      createdAt: new Date(message.deliverAtMs).toISOString(),
      to,
      from: message.from,
      subject: message.subject,
      template: message.template,
      variables: message.variables,
      customVariables: message.customVariables,
      headers: {
        From: message.from,
        To: message.to,
        ...(message.cc ? { Cc: message.cc } : {}),
        Subject: message.subject,
        Date: new Date(message.createdAtMs).toUTCString(),
        ...message.headers,
        "Message-Id": `<${message.messageId}>`,
      },
      html: message.html ?? "",
      text: message.text ?? convertHtmlToText(message.html ?? ""),
      attachments: message.attachments.map(({ name, contentType, sizeBytes }) => ({
        name,
        contentType,
        sizeBytes,
      })),
    }));
}
