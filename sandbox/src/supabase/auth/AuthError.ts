import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

const API_VERSION_HEADER = "x-supabase-api-version";
const VERSION_WITH_CODES = "2024-01-01";

/** An answer of the Auth server other than success, with GoTrue's error code (supabase/auth, apierrors/errorcode.go). */
export class AuthError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    options?: ErrorOptions & { details?: Record<string, unknown> },
  ) {
    super(message, options);
    this.name = "AuthError";
    this.status = status;
    this.code = code;
    this.details = options?.details ?? {};
  }
}

/**
 * Answers an error in the shape that the request's API version asks for: `{code, message}` from 2024-01-01 on,
 * echoing the version, and `{code: status, error_code, msg}` for older clients.
 */
export function answerAuthError(c: Context, error: AuthError): Response {
  const version = c.req.header(API_VERSION_HEADER);
  if (version !== undefined && version >= VERSION_WITH_CODES) {
    c.header(API_VERSION_HEADER, VERSION_WITH_CODES);
    return c.json({ code: error.code, message: error.message, ...error.details }, error.status);
  }
  return c.json(
    { code: error.status, error_code: error.code, msg: error.message, ...error.details },
    error.status,
  );
}
