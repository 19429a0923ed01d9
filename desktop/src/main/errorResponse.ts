import { type ErrorCode, ERRORS } from "#shared/errors";

/** An error in the API's own form, made by main because the Worker was not, or must not be, asked. */
export function errorResponse(code: ErrorCode, message: string): Response {
  const requestId = crypto.randomUUID();
  return Response.json(
    { error: { code, message, requestId } },
    {
      status: ERRORS[code].status,
      headers: { "cache-control": "no-store", "x-content-type-options": "nosniff" },
    },
  );
}
