/** The body that PostgREST sends with every failure. */
export interface RestErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details: unknown;
  readonly hint: string | null;
}

/**
 * A refusal as PostgREST words it.
 * Codes and statuses: https://docs.postgrest.org/en/v14/references/errors.html
 */
export class RestError extends Error {
  readonly status: number;
  readonly body: RestErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    body: { code: string; message: string; details?: unknown; hint?: string | null },
    headers: Record<string, string> = {},
  ) {
    super(body.message);
    this.name = "RestError";
    this.status = status;
    this.body = {
      code: body.code,
      details: body.details ?? null,
      hint: body.hint ?? null,
      message: body.message,
    };
    this.headers = headers;
  }
}

/** What this server lacks and PostgREST has: answered 501, never ignored. */
export function notSupported(feature: string): RestError {
  return new RestError(501, {
    code: "PGRST127",
    message: "Feature not implemented",
    details: `The sandbox does not support ${feature}.`,
  });
}
