import { z } from "zod";
import {
  api,
  type Answer,
  type Api,
  type Endpoint,
  type EndpointName,
  type Given,
} from "#shared/api";
import { AppError, errorBodySchema } from "#shared/errors";
import { noteReached, noteUnreached } from "./connection.ts";
import { noteSignedOut } from "./signedOut.ts";

interface Options {
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  /** Sends it even when the page goes away meanwhile. */
  keepalive?: boolean;
}

const partsSchema = z.object({
  params: z.record(z.string(), z.string()).optional(),
  query: z.record(z.string(), z.union([z.string(), z.number()]).optional()).optional(),
  body: z.unknown().optional(),
});
type Parts = z.infer<typeof partsSchema>;

/** How long an answer may take (ms) before the network counts as not reaching us. */
const DEFAULT_TIMEOUT_MS = 20_000;

/**
 * Calls one endpoint of the API table on our own origin and answers its parsed body. Sign-in is a
 * cookie that no script sees.
 * @throws AppError with the Worker's code; `offline` where no answer came; `internal` where the
 *   answer is not what the table says. The abort of `options.signal` is passed on as it is.
 */
export async function callApi<N extends EndpointName>(
  name: N,
  given: Given<Api[N]>,
  options?: Options,
): Promise<Answer<Api[N]>>;
export async function callApi(
  name: EndpointName,
  given: unknown,
  options: Options = {},
): Promise<unknown> {
  const endpoint: Endpoint = api[name];
  const parts = partsSchema.parse(given);
  const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;

  let response: Response;
  let text: string;
  try {
    response = await fetch(addressOf(endpoint, parts), {
      method: endpoint.method,
      headers: endpoint.body
        ? { accept: "application/json", "content-type": "application/json" }
        : { accept: "application/json" },
      ...(endpoint.body ? { body: JSON.stringify(parts.body) } : {}),
      credentials: "same-origin",
      cache: "no-store",
      keepalive: options.keepalive ?? false,
      signal,
    });
    text = await response.text();
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    noteUnreached();
    throw new AppError("offline", "The network does not reach SalesPulse.", { cause });
  }

  if (!response.ok) {
    const error = readError(response, text);
    if (error.code === "offline") noteUnreached();
    else noteReached();
    if (error.code === "not_signed_in") noteSignedOut();
    throw error;
  }
  noteReached();
  const answer = endpoint.answer.safeParse(parseJson(text));
  if (!answer.success)
    throw new AppError("internal", "The answer was not understood.", { cause: answer.error });
  return answer.data;
}

function addressOf(endpoint: Endpoint, parts: Parts): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(parts.params?.[key] ?? ""),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parts.query ?? {}))
    if (value !== undefined && value !== "") query.set(key, String(value));
  return query.size > 0 ? `${path}?${query}` : path;
}

function readError(response: Response, text: string): AppError {
  const body = errorBodySchema.safeParse(parseJson(text));
  const retryAfter = Number(response.headers.get("retry-after"));
  const retryAfterSeconds =
    Number.isFinite(retryAfter) && retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {};
  if (body.success) {
    const { code, message, requestId, fields } = body.data.error;
    return new AppError(code, message, {
      requestId,
      ...(fields ? { fields } : {}),
      ...retryAfterSeconds,
    });
  }
  // Something between us and the Worker answered: its status is all there is to go by.
  const code =
    response.status === 401
      ? "not_signed_in"
      : response.status === 413
        ? "too_large"
        : response.status === 429
          ? "rate_limited"
          : response.status >= 502
            ? "unavailable"
            : "internal";
  return new AppError(code, `HTTP ${response.status}`, retryAfterSeconds);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
