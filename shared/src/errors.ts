import { z } from "zod";

/**
 * Every way a request can fail, with the HTTP status it answers, whether sending the same request
 * again can help, and what it says to people unless the place of the failure knows better. Screens
 * choose their words by code, so a code keeps its meaning for ever.
 */
export const ERRORS = {
  /** A field is missing or not allowed; `fields` names each one. */
  invalid_input: { status: 400, retry: false, says: "Some of the input is not allowed." },
  /** The body is not JSON, or not UTF-8. */
  malformed_body: { status: 400, retry: false, says: "The request's body is not valid JSON." },
  /** Address and password do not belong together (or there is no such account). */
  invalid_credentials: {
    status: 400,
    retry: false,
    says: "The mail address and the password do not belong together.",
  },
  /** The password is too short or among the common ones. */
  weak_password: { status: 400, retry: false, says: "This password is too easy to guess." },
  /** No session, or one that has ended. */
  not_signed_in: { status: 401, retry: false, says: "Please sign in." },
  /** Signed in, but the role does not allow it. */
  forbidden: { status: 403, retry: false, says: "Your role does not allow this." },
  /** The request did not come from SalesPulse's own pages. */
  foreign_origin: { status: 403, retry: false, says: "This request did not come from SalesPulse." },
  /** The person has not proved their mail address yet. */
  address_unproven: { status: 403, retry: false, says: "Please confirm your mail address first." },
  /** The person belongs to no organisation (any more). */
  no_organization: { status: 403, retry: false, says: "You are not a member of an organization." },
  /** Unknown, or another organisation's: the two answer alike. */
  not_found: { status: 404, retry: false, says: "There is nothing here." },
  /** The path exists, but not with this method. */
  method_not_allowed: {
    status: 405,
    retry: false,
    says: "This address does not take this method.",
  },
  /** There is an account with this address already. */
  address_taken: {
    status: 409,
    retry: false,
    says: "There is already an account with this mail address.",
  },
  /** An organisation keeps at least one admin. */
  last_admin: { status: 409, retry: false, says: "An organization needs at least one admin." },
  /** The lead asked not to be called. */
  do_not_call: { status: 409, retry: false, says: "This lead asked not to be called." },
  /** Another rep holds this lead, or is in a call with it. */
  lead_claimed: {
    status: 409,
    retry: false,
    says: "A colleague has this lead in front of them just now.",
  },
  /** The call did not begin under a live permit of this rep for this lead. */
  permit_missing: {
    status: 409,
    retry: false,
    says: "This call did not begin with leave to make it.",
  },
  /** It is before 8:00 or after 21:00 on the lead's clock. */
  outside_hours: {
    status: 409,
    retry: false,
    says: "It is outside calling hours where this lead is.",
  },
  /** Nobody knows what time it is where the lead is. */
  no_time_zone: {
    status: 409,
    retry: false,
    says: "The time zone of this lead is not known; please confirm one.",
  },
  /** The dial session was ended, here or elsewhere. */
  session_ended: { status: 409, retry: false, says: "This dial session has ended." },
  /** Something else exists already or has changed meanwhile. */
  conflict: {
    status: 409,
    retry: false,
    says: "This collides with something that is already there.",
  },
  /** The plan allows no more of this. */
  plan_limit: { status: 409, retry: false, says: "Your plan does not allow more of this." },
  /** The plan does not hold this. */
  not_in_plan: { status: 409, retry: false, says: "This is not part of your plan." },
  /** What is used is more than the wished plan allows; `fields` names each thing. */
  exceeds_plan: {
    status: 409,
    retry: false,
    says: "You use more than this plan allows.",
  },
  /** The organization has a subscription: it is changed, not bought again. */
  already_subscribed: {
    status: 409,
    retry: false,
    says: "Your organization has a plan already. You can change it.",
  },
  /** A payment is overdue for longer than the grace: everything can be read, nothing changed. */
  read_only: {
    status: 402,
    retry: false,
    says: "A payment is overdue. Nothing can be changed until it is paid.",
  },
  /** The card's bank refused; the message is Stripe's. */
  payment_declined: { status: 402, retry: false, says: "The payment was declined." },
  /** The lead's person was erased; a call with them is not kept. */
  lead_erased: {
    status: 410,
    retry: false,
    says: "This person was erased from SalesPulse. Nothing is kept of the call.",
  },
  /** The link was used, has lapsed or never existed. */
  link_spent: { status: 410, retry: false, says: "This link was used already or has lapsed." },
  /** The body is larger than this endpoint takes. */
  too_large: { status: 413, retry: false, says: "The request is too large." },
  /** The desktop is older than the service can speak to. */
  update_required: {
    status: 426,
    retry: false,
    says: "This version of SalesPulse is too old. Please update it.",
  },
  /** Too many tries; `Retry-After` says when the next may come (seconds). */
  rate_limited: { status: 429, retry: true, says: "Too many tries. Please wait a moment." },
  /** A fault of ours; the request id finds it in the log. */
  internal: { status: 500, retry: true, says: "Something went wrong on our side." },
  /** A service behind us does not answer just now. */
  unavailable: {
    status: 503,
    retry: true,
    says: "A service behind SalesPulse does not answer just now.",
  },
  /** Said by the desktop itself: the network does not reach us. */
  offline: { status: 503, retry: true, says: "SalesPulse cannot be reached." },
} as const satisfies Record<string, { status: number; retry: boolean; says: string }>;

/** One of the closed set of error codes. */
export type ErrorCode = keyof typeof ERRORS;

/** Narrows any text to an error code. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}

/** What is wrong with one field: its dotted path (`rows.3.phone`) and a sentence about it. */
export const fieldProblemSchema = z.object({ path: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** The body of every refusal: `{error: {code, message, requestId, fields?}}`. */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.custom<ErrorCode>((code) => typeof code === "string" && isErrorCode(code)),
    message: z.string(),
    requestId: z.string(),
    fields: z.array(fieldProblemSchema).optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/**
 * A failure with a code of the closed set. `message` is shown to people, so it holds no secret and
 * no inner detail; those go into `cause`, which is logged and never answered.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[] | undefined;
  /** How long to wait before trying again (seconds), where that is known. */
  readonly retryAfterSeconds: number | undefined;
  /** The request the failure belongs to, where it came from a server's answer. */
  readonly requestId: string | undefined;

  constructor(
    code: ErrorCode,
    message: string = ERRORS[code].says,
    options: {
      cause?: unknown;
      fields?: readonly FieldProblem[];
      retryAfterSeconds?: number;
      requestId?: string;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.requestId = options.requestId;
  }
}
