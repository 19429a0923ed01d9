import type { MailRow } from "./mailRow.ts";
import type { MailState } from "./stepMail.ts";

/** What the next step of a mail depends on, by its row of the outbox. @param leaseMs how long a row is taken for */
export function stateOfRow(mail: MailRow, leaseMs: number): MailState {
  return {
    attempts: mail.attempts,
    // The day of a mail that was put back begins anew.
    createdAtMs: mail.replayed_at ?? mail.created_at,
    // A lapsed lease: the try it was taken for began a lease's time before.
    unclearSinceMs: mail.status === "sending" ? mail.next_attempt_at - leaseMs : mail.unclear_since,
  };
}
