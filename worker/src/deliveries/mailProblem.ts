import type { MailProblem } from "#shared/deliveries";

/** By how a reason begins that the outbox keeps (worker/src/mail and the client of Mailgun word them). */
const BEGINNINGS: readonly (readonly [RegExp, MailProblem])[] = [
  [/^there is nobody/, "gone"],
  [/^(401|403|404)\b/, "setup"],
  [/^429\b/, "busy"],
  [/^4\d\d\b/, "refused"],
  [/^(5\d\d\b|no answer|never reached)/, "unreached"],
];

/** What kind of thing keeps a mail from going out. Null where nothing does. */
export function mailProblem(lastError: string | null): MailProblem | null {
  if (lastError === null) return null;
  return BEGINNINGS.find(([beginning]) => beginning.test(lastError))?.[1] ?? "unclear";
}
