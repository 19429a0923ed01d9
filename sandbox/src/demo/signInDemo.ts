import { type Answer, api, type Api, type EndpointName, type Given } from "#shared/api";
import { AppError, errorBodySchema } from "#shared/errors";
import { z } from "zod";

/** Somebody of the demo organisation, signed in to the running product. */
export interface DemoSession {
  /** Calls an endpoint and answers what it answered. @throws AppError where it refused */
  call<N extends EndpointName>(name: N, given: Given<Api[N]>): Promise<Answer<Api[N]>>;
}

/** Signs in to the product at `appOrigin` as a person would; every call goes the way of the app's own. */
export async function signInDemo(
  appOrigin: string,
  account: { readonly email: string; readonly password: string },
): Promise<DemoSession> {
  const cookies = new Map<string, string>();
  const session: DemoSession = {
    async call<N extends EndpointName>(name: N, given: Given<Api[N]>) {
      const { path, init } = requestOf(name, given);
      const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
      const answer = await fetch(new URL(path, appOrigin), {
        ...init,
        headers: { "content-type": "application/json", origin: appOrigin, cookie },
      });
      if (!answer.ok) {
        const { error } = errorBodySchema.parse(await answer.json());
        throw new AppError(error.code, `${path} answered: ${error.message}`, {
          requestId: error.requestId,
        });
      }
      for (const line of answer.headers.getSetCookie()) {
        const [key = "", value = ""] = (line.split(";")[0] ?? "").split("=");
        cookies.set(key, value);
      }
      // The endpoint's own schema parses it; the table ties the two, a lookup by name cannot show it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return api[name].answer.parse(await answer.json()) as Answer<Api[N]>;
    },
  };
  await session.call("token", { query: { grant_type: "password" }, body: account });
  return session;
}

const givenSchema = z.object({
  params: z.record(z.string(), z.string()).default({}),
  query: z.record(z.string(), z.coerce.string()).default({}),
  body: z.unknown().optional(),
});

function requestOf(name: EndpointName, given: unknown): { path: string; init: RequestInit } {
  const { params, query, body } = givenSchema.parse(given);
  const path = api[name].path.replaceAll(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(params[key] ?? ""),
  );
  const search = new URLSearchParams(query).toString();
  return {
    path: search === "" ? path : `${path}?${search}`,
    init: {
      method: api[name].method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
  };
}
