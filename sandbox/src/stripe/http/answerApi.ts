import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { Stripe } from "stripe";
import type { StripeContext } from "../StripeContext.ts";
import { StripeError } from "../StripeError.ts";
import type { WeatherStep } from "../Weather.ts";
import { authorize } from "./authorize.ts";
import { decodeForm } from "./decodeForm.ts";
import { expandAnswer } from "./expandAnswer.ts";
import type { KeptAnswer } from "./IdempotencyKeys.ts";
import { readText } from "./readText.ts";
import { toStripeError } from "./toStripeError.ts";

interface ApiRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | null;
}

interface Answer extends KeptAnswer {
  readonly replayed: boolean;
  readonly error: string | null;
}

/** One request of Stripe's API, from its key to its answer: the frame around every route. */
export async function answerApi(
  context: StripeContext,
  c: Context<{ Bindings: HttpBindings }>,
): Promise<Response> {
  const { world, weather, requests } = context;
  const request: ApiRequest = {
    id: world.newId("req", 14),
    method: c.req.method,
    path: new URL(c.req.url).pathname,
    idempotencyKey: c.req.method === "POST" ? (c.req.header("idempotency-key") ?? null) : null,
  };
  const note = ({ status, replayed, error }: Pick<Answer, "status" | "replayed" | "error">) => {
    const { id, method, path, idempotencyKey } = request;
    const at = new Date().toISOString();
    requests.add({ id, at, method, path, status, idempotencyKey, replayed, error });
  };
  const cut = () => {
    note({ status: 0, replayed: false, error: null });
    c.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  };
  const params = await readParams(c);
  let answer: Answer;
  let step: WeatherStep | undefined;
  let release: (() => void) | undefined;
  try {
    authorize(c.req.header("authorization"), context.apiKey);
    checkHeaders(c);
    step = weather.take(request.method, request.path);
    if (step?.kind === "drop-request") return cut();
    if (step?.kind === "status" && !step.done) throw weatherRefusal(step.status);
    const taken = take(context, request, params);
    if ("status" in taken) answer = { ...taken, replayed: true, error: null };
    else {
      release = taken.release;
      answer = run(context, request, params);
      if (step?.kind === "delay") {
        await wait(step.delayMs, undefined, { signal: context.stopping }).catch(() => undefined);
      }
    }
    if (step?.kind === "status") throw weatherRefusal(step.status);
  } catch (error) {
    answer = refuse(context, request, error);
  } finally {
    release?.();
  }
  if (step?.kind === "drop-answer") return cut();
  note(answer);
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      "content-type": "application/json",
      "request-id": request.id,
      "stripe-version": Stripe.API_VERSION,
      "cache-control": "no-cache, no-store",
      ...(request.idempotencyKey === null ? {} : { "idempotency-key": request.idempotencyKey }),
      ...(answer.replayed
        ? { "idempotent-replayed": "true", "original-request": answer.requestId }
        : {}),
      ...(answer.status === 401 ? { "www-authenticate": 'Basic realm="Stripe"' } : {}),
    },
  });
}

/** Query and form together, as they came. @throws StripeError where the body is no form */
async function readParams(c: Context): Promise<string | StripeError> {
  const query = new URL(c.req.url).search.slice(1);
  const body = await readText(c.req.raw.body);
  if (body === undefined) {
    return new StripeError(400, {
      type: "invalid_request_error",
      message: "The request is too large.",
    });
  }
  const type = c.req.header("content-type") ?? "application/x-www-form-urlencoded";
  if (body !== "" && !type.startsWith("application/x-www-form-urlencoded")) {
    return new StripeError(400, {
      type: "invalid_request_error",
      message:
        "Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.",
    });
  }
  return [query, body].filter(Boolean).join("&");
}

function checkHeaders(c: Context): void {
  const version = c.req.header("stripe-version");
  if (version !== undefined && version !== Stripe.API_VERSION) {
    throw new StripeError(400, {
      type: "invalid_request_error",
      message: `Invalid Stripe API version: ${version}. This sandbox simulates ${Stripe.API_VERSION} alone.`,
    });
  }
  for (const header of ["stripe-account", "stripe-context"]) {
    if (c.req.header(header) === undefined) continue;
    throw new StripeError(400, {
      type: "invalid_request_error",
      message: `This sandbox does not simulate the header ${header}.`,
    });
  }
}

/** Takes the request's idempotency key, or answers what it stands for. */
function take(
  { idempotency }: StripeContext,
  { method, path, idempotencyKey: key }: ApiRequest,
  params: string | StripeError,
): KeptAnswer | { release?: () => void } {
  if (params instanceof StripeError) throw params;
  if (key === null) return {};
  const kept = idempotency.take({ key, endpoint: `${method} ${path}`, params });
  return kept ?? { release: () => idempotency.release(key) };
}

/** Runs the route in a change of its own; what it answers or refuses is kept under the request's key with it. */
function run(context: StripeContext, request: ApiRequest, params: string | StripeError): Answer {
  if (params instanceof StripeError) throw params;
  const { world, routes, idempotency } = context;
  const found = routes.find(request.method, request.path);
  if (!found) {
    throw new StripeError(404, {
      type: "invalid_request_error",
      message: `Unrecognized request URL (${request.method}: ${request.path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    });
  }
  const { expand = [], ...given } = decodeForm(params);
  const parsed = found.route.params.safeParse(given, { reportInput: true });
  if (!parsed.success) throw toStripeError(parsed.error);
  const paths = readExpand(expand);
  const keep = (answer: Answer): Answer => {
    const { idempotencyKey: key, method, path } = request;
    if (key !== null) idempotency.keep({ key, endpoint: `${method} ${path}`, params }, answer);
    return answer;
  };
  context.advance();
  world.request = { id: request.id, idempotencyKey: request.idempotencyKey };
  try {
    return world.store.change(() => {
      // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the route's own schema made them what its function takes
      const result = found.route.run(world, parsed.data as never, found.path);
      const body = JSON.stringify(expandAnswer(world, result, paths), null, 2);
      return keep({ status: 200, body, requestId: request.id, replayed: false, error: null });
    });
  } catch (error) {
    return keep(refuse(context, request, error));
  } finally {
    world.request = null;
  }
}

function readExpand(expand: unknown): string[] {
  const paths: unknown[] = Array.isArray(expand) ? expand : [undefined];
  return paths.map((path) => {
    if (typeof path === "string") return path;
    throw new StripeError(400, {
      type: "invalid_request_error",
      message: "Invalid array",
      param: "expand",
    });
  });
}

function refuse({ world, log }: StripeContext, { id }: ApiRequest, error: unknown): Answer {
  const refusal = error instanceof StripeError ? error : undefined;
  if (!refusal) log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const said: StripeError["body"] = refusal?.body ?? {
    type: "api_error",
    message: "Sorry! There was an error while talking to Stripe. Please try again.",
  };
  const { code } = said;
  const docs =
    code === undefined || code.startsWith("sandbox_")
      ? {}
      : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` };
  const body = {
    error: { ...docs, ...said, request_log_url: `${world.url}/sandbox/requests#${id}` },
  };
  return {
    status: refusal?.status ?? 500,
    body: JSON.stringify(body, null, 2),
    requestId: id,
    replayed: false,
    error: code ?? said.type ?? null,
  };
}

/** https://docs.stripe.com/rate-limits, https://docs.stripe.com/error-low-level */
function weatherRefusal(status: Extract<WeatherStep, { kind: "status" }>["status"]): StripeError {
  if (status === 429) {
    return new StripeError(429, {
      type: "invalid_request_error",
      code: "rate_limit",
      message:
        "Request rate limit exceeded. Learn more about rate limits at https://stripe.com/docs/rate-limits.",
    });
  }
  if (status === 409) {
    return new StripeError(409, {
      type: "invalid_request_error",
      code: "lock_timeout",
      message:
        "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. Please try again.",
    });
  }
  return new StripeError(status, {
    type: "api_error",
    message: "An unknown error occurred. Please try again.",
  });
}
