import { createHash } from "node:crypto";
import type { StoredMessage } from "./StoredMessage.ts";

/** An entry of Mailgun's Events, as far as it is simulated. */
export interface MailgunEvent {
  readonly id: string;
  readonly event: "accepted" | "delivered" | "failed";
  /** Unix time in seconds, with fractions. */
  readonly timestamp: number;
  readonly recipient: string;
  readonly [field: string]: unknown;
}

/**
 * Everything that happened to a message until `nowMs`, oldest first: for each recipient `accepted`, then
 * `delivered` or a permanent `failed`. The same message always gives the same ids and times.
 * https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-structure
 */
export function eventsOf(message: StoredMessage, nowMs: number): MailgunEvent[] {
  const accepted = message.recipients.map((recipient) => makeEvent(message, recipient, "accepted"));
  if (message.deliverAtMs > nowMs) return accepted;
  const outcomes = message.recipients.map((recipient) =>
    makeEvent(message, recipient, message.bounced.includes(recipient) ? "failed" : "delivered"),
  );
  return [...accepted, ...outcomes];
}

function makeEvent(
  message: StoredMessage,
  recipient: string,
  event: MailgunEvent["event"],
): MailgunEvent {
  const digest = createHash("sha256").update(`${message.id} ${recipient} ${event}`).digest();
  const isAccepted = event === "accepted";
  // The digest spreads events of one millisecond, so that no two share a time and paging has an order.
  const fraction = (digest.readUInt16BE(0) % 400) / 1e6 + (isAccepted ? 0 : 0.0005);
  const atMs = isAccepted ? message.createdAtMs : message.deliverAtMs;
  const failed = event === "failed";
  return {
    id: digest.toString("base64url").slice(0, 22),
    event,
    timestamp: Number((atMs / 1000 + fraction).toFixed(6)),
    recipient,
    "recipient-domain": recipient.slice(recipient.lastIndexOf("@") + 1),
    "log-level": failed ? "error" : "info",
    ...(isAccepted ? { method: "HTTP" } : { "delivery-status": deliveryStatus(failed) }),
    ...(failed ? { severity: "permanent", reason: "bounce" } : {}),
    ...(message.template === null
      ? {}
      : { template: { name: message.template, version: message.templateVersion } }),
    tags: message.tags,
    campaigns: [],
    "user-variables": message.customVariables,
    flags: {
      "is-authenticated": true,
      "is-routed": false,
      "is-system-test": false,
      "is-test-mode": message.isTestMode,
    },
    envelope: { sender: message.fromAddress, targets: recipient, transport: "smtp" },
    message: {
      headers: {
        to: message.to,
        from: message.from,
        subject: message.subject,
        "message-id": message.messageId,
      },
      attachments: message.attachments.map((file) => ({
        filename: file.name,
        "content-type": file.contentType,
        size: file.sizeBytes,
      })),
      size: message.sizeBytes,
    },
  };
}

function deliveryStatus(failed: boolean) {
  return {
    code: failed ? 550 : 250,
    message: failed ? "5.1.1 The email account does not exist" : "OK",
    description: "",
    "attempt-no": 1,
    "session-seconds": 0.001,
    tls: true,
    "certificate-verified": true,
  };
}
