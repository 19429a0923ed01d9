import { AppError, ERRORS, type ErrorCode } from "#shared/errors";

/** What a person reads about a failure: what happened, what it means, what to do. */
export interface Words {
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
}

/** The words for every code there is. A message of the Worker is never shown raw, but for what a bank says of a card. */
export const ERROR_WORDS: Record<ErrorCode, Words> = {
  invalid_input: {
    title: "Something is not filled in right",
    meaning: "Nothing was saved.",
    action: "Correct the marked fields and try again.",
  },
  malformed_body: {
    title: "The request was damaged on its way",
    meaning: "Nothing was saved.",
    action: "Try again.",
  },
  invalid_credentials: {
    title: "That address and password do not match",
    meaning: "You are not signed in.",
    action: "Check both, or reset your password.",
  },
  weak_password: {
    title: "That password is too easy to guess",
    meaning: "It is short or on the lists that attackers try first.",
    action: "Choose a longer one: three or four unrelated words do well.",
  },
  not_signed_in: {
    title: "Your session has ended",
    meaning: "What you saw stays where it is.",
    action: "Sign in again to go on.",
  },
  forbidden: {
    title: "Your role does not allow this",
    meaning: "Nothing was changed.",
    action: "Ask an admin of your organization.",
  },
  foreign_origin: {
    title: "The request did not come from SalesPulse",
    meaning: "It was refused for your safety.",
    action: "Open SalesPulse itself and try again there.",
  },
  address_unproven: {
    title: "Confirm your mail address first",
    meaning: "Until then you can look around and practice, but not call or send.",
    action: "Open the link in our mail, or have it sent again.",
  },
  do_not_call: {
    title: "They asked not to be called",
    meaning: "The call was not begun.",
    action: "Go on with the next lead.",
  },
  lead_claimed: {
    title: "A colleague has this lead",
    meaning: "It stands before them just now, so that nobody is called twice.",
    action: "Go on with another lead.",
  },
  permit_missing: {
    title: "This call had no leave to be made",
    meaning: "It did not begin under a live permit, or its permit was used already.",
    action: "Keep your notes with the lead, and tell your manager if this happens again.",
  },
  outside_hours: {
    title: "It is outside calling hours there",
    meaning: "Calls begin between 8 AM and 9 PM on the lead’s own clock.",
    action: "Go on with the next lead.",
  },
  no_time_zone: {
    title: "Their time zone is not known",
    meaning: "Nobody knows what time it is there.",
    action: "Confirm their time zone, then call.",
  },
  session_ended: {
    title: "This dial session has ended",
    meaning: "It was closed here or in another window.",
    action: "Start dialing again.",
  },
  no_organization: {
    title: "You belong to no organization",
    meaning: "Your account exists, but its membership has ended.",
    action: "Ask an admin to invite you again.",
  },
  not_found: {
    title: "This is not here",
    meaning: "It was removed, or it belongs to somebody else.",
    action: "Go back to the list.",
  },
  method_not_allowed: {
    title: "This version of SalesPulse is out of step",
    meaning: "The service no longer takes this request.",
    action: "Update SalesPulse, or reload the page.",
  },
  address_taken: {
    title: "There is an account with this address already",
    meaning: "No second one was made.",
    action: "Sign in instead, or reset the password.",
  },
  last_admin: {
    title: "An organization keeps at least one admin",
    meaning: "Nothing was changed.",
    action: "Make somebody else an admin first.",
  },
  conflict: {
    title: "This has changed meanwhile",
    meaning: "Somebody else was quicker. Nothing was overwritten.",
    action: "Look at it again, then decide.",
  },
  plan_limit: {
    title: "Your plan does not allow more",
    meaning: "What is there stays. Nothing was added.",
    action: "Remove something, or have a manager change the plan.",
  },
  not_in_plan: {
    title: "This is not part of your plan",
    meaning: "Nothing was changed.",
    action: "A manager can change the plan under Billing.",
  },
  exceeds_plan: {
    title: "You use more than this plan allows",
    meaning: "Your plan stays as it is.",
    action: "Reduce what is listed, then change the plan.",
  },
  already_subscribed: {
    title: "Your organization has a plan already",
    meaning: "Nothing was bought twice.",
    action: "Change the plan under Billing.",
  },
  read_only: {
    title: "A payment is overdue",
    meaning: "Everything can be read, nothing was changed.",
    action: "A manager can pay under Billing; then all goes on.",
  },
  payment_declined: {
    title: "The payment was declined",
    meaning: "Nothing was changed.",
    action: "Use another card, or ask your bank.",
  },
  lead_erased: {
    title: "This person was erased",
    meaning: "They asked for it, and nothing is kept of the call.",
    action: "Go on with the next lead.",
  },
  link_spent: {
    title: "This link no longer works",
    meaning: "Each link works once and only for a while.",
    action: "Ask for a new one.",
  },
  too_large: {
    title: "That is more than can be taken at once",
    meaning: "Nothing was saved.",
    action: "Send less, in several parts.",
  },
  update_required: {
    title: "This version of SalesPulse is too old",
    meaning: "The service has moved on. Your calls are still taken and saved.",
    action: "Install the newest version; in a browser, reload the page.",
  },
  rate_limited: {
    title: "Too many tries",
    meaning: "This pause protects your account.",
    action: "Wait a minute, then try again.",
  },
  internal: {
    title: "Something went wrong on our side",
    meaning: "Your work up to here is safe.",
    action: "Try again. If it stays, send us the request id.",
  },
  unavailable: {
    title: "A service behind SalesPulse does not answer",
    meaning: "Your work up to here is safe.",
    action: "Try again in a moment. If it stays, send us the request id.",
  },
  offline: {
    title: "You are offline",
    meaning: "SalesPulse is not reached. What you write is kept on this computer.",
    action: "It goes on by itself once the network is back.",
  },
};

/** The words for any failure, with the request id where it helps somebody to find it in the log. */
export function wordsFor(error: unknown): Words & { code: ErrorCode; requestId?: string } {
  if (!(error instanceof AppError)) return { ...ERROR_WORDS.internal, code: "internal" };
  const words = ERROR_WORDS[error.code];
  const action =
    error.code === "rate_limited" && error.retryAfterSeconds !== undefined
      ? `Try again in ${waitingTime(error.retryAfterSeconds)}.`
      : words.action;
  const traceable = error.code === "internal" || error.code === "unavailable";
  // Stripe writes it for the card's owner: https://docs.stripe.com/declines/codes
  const meaning =
    error.code === "payment_declined" &&
    error.message !== "" &&
    error.message !== ERRORS.payment_declined.says
      ? `${error.message} ${words.meaning}`
      : words.meaning;
  return {
    ...words,
    meaning,
    action,
    code: error.code,
    ...(traceable && error.requestId !== undefined ? { requestId: error.requestId } : {}),
  };
}

function waitingTime(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "1 second" : `${Math.ceil(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
