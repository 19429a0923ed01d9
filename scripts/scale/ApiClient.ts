import { z } from "zod";
import {
  api,
  type Answer,
  type Api,
  type Endpoint,
  type EndpointName,
  type Given,
} from "#shared/api";
import { AppError, errorBodySchema, type ErrorCode } from "#shared/errors";

/** What one request came to. */
export interface Exchange {
  readonly endpoint: EndpointName;
  readonly ms: number;
  /** Null where it was answered as wished. */
  readonly error: ErrorCode | null;
}

const partsSchema = z.object({
  params: z.record(z.string(), z.string()).default({}),
  query: z.record(z.string(), z.union([z.string(), z.number()]).optional()).default({}),
  body: z.unknown().optional(),
});

const DEFAULT_TIMEOUT_MS = 20_000;

/** A desktop's way to the Worker: its cookies, its client header, the API table. */
export class ApiClient {
  readonly #cookies: Map<string, string>;
  readonly #origin: string;
  readonly #ip: string;
  readonly #onExchange: (exchange: Exchange) => void;

  /** @param ip the address that the Worker is told, as Cloudflare would tell it */
  constructor(
    origin: string,
    ip: string,
    onExchange: (exchange: Exchange) => void = () => {},
    cookies = new Map<string, string>(),
  ) {
    this.#cookies = cookies;
    this.#origin = origin;
    this.#ip = ip;
    this.#onExchange = onExchange;
  }

  /** Calls an endpoint. @throws AppError with the Worker's code; `offline` where no answer came */
  async call<N extends EndpointName>(
    name: N,
    given: Given<Api[N]>,
    timeoutMs: number = DEFAULT_TIMEOUT_MS,
  ): Promise<Answer<Api[N]>> {
    const started = performance.now();
    const note = (error: ErrorCode | null) =>
      this.#onExchange({ endpoint: name, ms: performance.now() - started, error });
    try {
      const answer = await this.#send(api[name], given, timeoutMs);
      note(null);
      // The endpoint's own schema parsed it; the table ties the two, a lookup by name cannot show it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return answer as Answer<Api[N]>;
    } catch (error) {
      note(error instanceof AppError ? error.code : "internal");
      throw error;
    }
  }

  /** The same session by way of another address, such as a network that loses answers. */
  by(origin: string, onExchange: (exchange: Exchange) => void): ApiClient {
    return new ApiClient(origin, this.#ip, onExchange, this.#cookies);
  }

  /** The headers of a request of this client's: for what measures without it. */
  headers(): Record<string, string> {
    return {
      "content-type": "application/json",
      "x-salespulse-client": "desktop",
      "cf-connecting-ip": this.#ip,
      ...(this.#cookies.size > 0 ? { cookie: this.#cookieLine() } : {}),
    };
  }

  /** Its cookies by name. */
  cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  async #send(endpoint: Endpoint, given: unknown, timeoutMs: number): Promise<unknown> {
    const { params, query, body } = partsSchema.parse(given);
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, key: string) =>
      encodeURIComponent(params[key] ?? ""),
    );
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, String(value)]],
      ),
    ).toString();
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.#origin}${path}${search && `?${search}`}`, {
        method: endpoint.method,
        headers: this.headers(),
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      throw new AppError("offline", undefined, { cause: error });
    }
    this.#keepCookies(response);
    if (response.ok) return endpoint.answer.parse(JSON.parse(text));
    const refusal = errorBodySchema.safeParse(safeJson(text)).data?.error;
    throw new AppError(refusal?.code ?? "internal", refusal?.message ?? text.slice(0, 500));
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0/i.test(line)) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  #cookieLine(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
