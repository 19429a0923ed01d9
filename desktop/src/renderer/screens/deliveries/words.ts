import type { MailProblem, MailState, WebhookState } from "#shared/deliveries";
import type { Tone } from "../../ui/Badge.tsx";

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

export const MAIL_STATE_WORDS: Record<MailState, Words> = {
  waiting: { label: "Waiting", tone: "plain" },
  retrying: { label: "Retrying", tone: "warn" },
  sent: { label: "Sent", tone: "accent" },
  given_up: { label: "Given up", tone: "danger" },
};

export const WEBHOOK_STATE_WORDS: Record<WebhookState, Words> = {
  processing: { label: "In work", tone: "plain" },
  stuck: { label: "Stuck", tone: "danger" },
  failed: { label: "Failed", tone: "danger" },
  done: { label: "Done", tone: "accent" },
};

/** Why a mail has not gone out, for people who do not know our mail service. */
export const MAIL_PROBLEM_WORDS: Record<MailProblem, string> = {
  gone: "There is nobody to send it to any more: the account or the invitation is gone.",
  setup: "The mail service does not accept our key or our domain.",
  busy: "The mail service takes no more mail just now.",
  refused: "The mail service does not accept this mail, most often because of its address.",
  unreached: "The mail service does not answer.",
  unclear: "It is not certain whether it went out. It is looked up before it is sent again.",
};

const TEMPLATES: Readonly<Record<string, string>> = {
  verify_email: "Confirmation of an address",
  reset_password: "Password reset",
  invite_member: "Invitation",
  password_changed: "Password was changed",
  outcome_mail: "Mail to a lead",
  admin_alert: "Admin alert",
  billing_success: "Payment received",
  billing_failure: "Payment failed",
};

/** What kind of mail it is; a kind that a later version adds, by its name. */
export function mailKind(template: string): string {
  return TEMPLATES[template] ?? spoken(template);
}

const SOURCES: Readonly<Record<string, string>> = {
  feature_flags: "Feature flags",
  stripe: "Stripe",
};

/** Who sent a webhook's message. */
export function sourceName(source: string): string {
  return SOURCES[source] ?? spoken(source);
}

/** A name of ours as words: `feature_flags` is `Feature flags`. */
function spoken(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
