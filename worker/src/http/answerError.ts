import { AppError, type ErrorBody, ERRORS } from "#shared/errors";

/**
 * The answer to a failure. What is no AppError becomes `internal` with a fixed text; the reason goes
 * to the log under the request's id, and never to the caller.
 */
export function answerError(error: unknown, requestId: string): Response {
  const known =
    error instanceof AppError ? error : new AppError("internal", undefined, { cause: error });
  const { status } = ERRORS[known.code];
  if (status >= 500) {
    console.error(JSON.stringify({ requestId, code: known.code, cause: describe(known.cause) }));
  }
  const body: ErrorBody = {
    error: {
      code: known.code,
      message: known.message,
      requestId,
      ...(known.fields === undefined ? {} : { fields: [...known.fields] }),
    },
  };
  return Response.json(body, {
    status,
    headers:
      known.retryAfterSeconds === undefined
        ? {}
        : { "retry-after": String(known.retryAfterSeconds) },
  });
}

function describe(cause: unknown): string {
  if (cause instanceof Error) {
    const inner = cause.cause === undefined ? "" : ` ← ${describe(cause.cause)}`;
    return `${cause.stack ?? cause.message}${inner}`;
  }
  return typeof cause === "string" ? cause : JSON.stringify(cause);
}
