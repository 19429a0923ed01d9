import { z } from "zod";

/**
 * Every way a request can fail, with the HTTP status it answers and whether sending the same
 * request again can help. Screens choose their words by code, so a code keeps its meaning for ever.
 */
export const ERRORS = {
  /** A field is missing or not allowed; `fields` names each one. */
  invalid_input: { status: 400, retry: false },
  /** The body is not JSON, or not UTF-8. */
  malformed_body: { status: 400, retry: false },
  /** Address and password do not belong together (or there is no such account). */
  invalid_credentials: { status: 400, retry: false },
  /** The password is too short or among the common ones. */
  weak_password: { status: 400, retry: false },
  /** No session, or one that has ended. */
  not_signed_in: { status: 401, retry: false },
  /** Signed in, but the role does not allow it. */
  forbidden: { status: 403, retry: false },
  /** The request did not come from SalesPulse's own pages. */
  foreign_origin: { status: 403, retry: false },
  /** The person has not proved their mail address yet. */
  address_unproven: { status: 403, retry: false },
  /** The person belongs to no organisation (any more). */
  no_organization: { status: 403, retry: false },
  /** Unknown, or another organisation's: the two answer alike. */
  not_found: { status: 404, retry: false },
  /** The path exists, but not with this method. */
  method_not_allowed: { status: 405, retry: false },
  /** There is an account with this address already. */
  address_taken: { status: 409, retry: false },
  /** An organisation keeps at least one admin. */
  last_admin: { status: 409, retry: false },
  /** Something else exists already or has changed meanwhile. */
  conflict: { status: 409, retry: false },
  /** The link was used, has lapsed or never existed. */
  link_spent: { status: 410, retry: false },
  /** The body is larger than this endpoint takes. */
  too_large: { status: 413, retry: false },
  /** Too many tries; `Retry-After` says when the next may come (seconds). */
  rate_limited: { status: 429, retry: true },
  /** A fault of ours; the request id finds it in the log. */
  internal: { status: 500, retry: true },
  /** A service behind us does not answer just now. */
  unavailable: { status: 503, retry: true },
  /** Said by the desktop itself: the network does not reach us. */
  offline: { status: 503, retry: true },
} as const satisfies Record<string, { status: number; retry: boolean }>;

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
    message: string,
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
