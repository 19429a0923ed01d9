import { exports } from "cloudflare:workers";
import { type Answer, api, type Api, type EndpointName, type Given } from "#shared/api";
import { type ErrorBody, errorBodySchema } from "#shared/errors";
import { inject } from "vitest";
import { z } from "zod";

/** What came back, whole: for tests that look at more than the answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Where the Worker's tests say the product is served. */
export const APP_ORIGIN = inject("worldEnv")["APP_ORIGIN"] ?? "";

/** A browser on the product's own page: keeps cookies, sends Origin, calls by the API table. */
export class Browser {
  readonly cookies = new Map<string, string>();

  /** Calls an endpoint and answers what it answered. Throws where that was an error. */
  async call<N extends EndpointName>(name: N, given: Given<Api[N]>): Promise<Answer<Api[N]>> {
    const reply = await this.send(name, given);
    if (reply.status !== 200) throw new Error(`${name}: ${reply.status} ${reply.text}`);
    // The endpoint's own schema parses it; the table ties the two, a lookup by name cannot show it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return api[name].answer.parse(JSON.parse(reply.text)) as Answer<Api[N]>;
  }

  /** Calls an endpoint that must refuse, and answers its error. */
  async refused<N extends EndpointName>(
    name: N,
    given: Given<Api[N]>,
  ): Promise<ErrorBody["error"] & { status: number }> {
    return readError(await this.send(name, given));
  }

  /** Calls an endpoint and answers what came back, whatever it was. */
  send<N extends EndpointName>(name: N, given: Given<Api[N]>): Promise<Reply> {
    const endpoint = api[name];
    const { params, query, body } = readGiven(given);
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, key: string) =>
      encodeURIComponent(params[key] ?? ""),
    );
    const search = new URLSearchParams(query).toString();
    return this.request(search === "" ? path : `${path}?${search}`, {
      method: endpoint.method,
      headers: { origin: APP_ORIGIN, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Sends any request with this browser's cookies. */
  async request(path: string, init: RequestInit<RequestInitCfProperties> = {}): Promise<Reply> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) {
      headers.set(
        "cookie",
        [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      );
    }
    const response = await exports.default.fetch(`${APP_ORIGIN}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** The same browser at this moment, going its own way from here. */
  copy(): Browser {
    const copy = new Browser();
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }
}

/** The error of a refusal. Throws where it was none. */
export function readError(reply: Reply): ErrorBody["error"] & { status: number } {
  return { ...errorBodySchema.parse(JSON.parse(reply.text)).error, status: reply.status };
}

const givenSchema = z.object({
  params: z.record(z.string(), z.string()).default({}),
  query: z.record(z.string(), z.unknown()).default({}),
  body: z.unknown().optional(),
});

function readGiven(given: unknown) {
  const { params, query, body } = givenSchema.parse(given);
  const texts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, string] => [key, String(value)]);
  return { params, query: Object.fromEntries(texts), body };
}
