import type { LookUpResult, SendResult } from "../clients/mailgun/mailgunClient.ts";

/** What the next step of a mail depends on. */
export interface MailState {
  readonly attempts: number;
  readonly createdAtMs: number;
  /** Since when it is not known whether it went out (Unix ms); null while it is. */
  readonly unclearSinceMs: number | null;
}

/** What becomes of a mail. */
export type MailOutcome =
  | { readonly status: "sent"; readonly messageId: string }
  | { readonly status: "failed"; readonly reason: string }
  /** To be sent, at `atMs`. */
  | { readonly status: "due"; readonly atMs: number; readonly reason: string }
  /** To be looked up, at `atMs`. */
  | {
      readonly status: "unknown";
      readonly atMs: number;
      readonly sinceMs: number;
      readonly reason: string;
    };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Waits before another try to send; the last one repeats. */
const BACKOFF_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];

/** Waits between look-ups. */
const LOOK_UP_EVERY_MS = 10 * SECOND_MS;

/**
 * An event shows up in Mailgun's Events within seconds; one that is not there a minute after the try
 * was most likely never accepted. A second mail then is the lesser harm than none.
 */
const EVENTS_TRUSTED_AFTER_MS = MINUTE_MS;

/** What could not be sent in a day is stale: links have lapsed and people have asked again. */
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;

/** Decides what becomes of a mail after a try to send it or a look-up of an earlier try. */
export function stepMail(
  mail: MailState,
  event: SendResult | LookUpResult,
  nowMs: number,
): MailOutcome {
  switch (event.kind) {
    case "accepted":
    case "found":
      return { status: "sent", messageId: event.messageId };
    case "refused":
      return { status: "failed", reason: event.reason };
    case "busy":
      return retry(mail, event.reason, nowMs);
    case "unclear":
    case "unknown":
      return lookUpLater(mail, event.reason, nowMs);
    case "missing": {
      const sinceMs = mail.unclearSinceMs ?? nowMs;
      return nowMs - sinceMs < EVENTS_TRUSTED_AFTER_MS
        ? lookUpLater(mail, "not among Mailgun's events yet", nowMs)
        : retry(mail, "never reached Mailgun", nowMs);
    }
    default:
      return event satisfies never;
  }
}

function lookUpLater(mail: MailState, reason: string, nowMs: number): MailOutcome {
  if (nowMs - mail.createdAtMs > GIVE_UP_AFTER_MS) return { status: "failed", reason };
  return {
    status: "unknown",
    atMs: nowMs + LOOK_UP_EVERY_MS,
    sinceMs: mail.unclearSinceMs ?? nowMs,
    reason,
  };
}

function retry(mail: MailState, reason: string, nowMs: number): MailOutcome {
  if (nowMs - mail.createdAtMs > GIVE_UP_AFTER_MS) return { status: "failed", reason };
  // What was looked up and is missing has waited already.
  const waitMs =
    mail.unclearSinceMs === null
      ? (BACKOFF_MS[Math.min(mail.attempts, BACKOFF_MS.length - 1)] ?? 0)
      : 0;
  return { status: "due", atMs: nowMs + waitMs, reason };
}
