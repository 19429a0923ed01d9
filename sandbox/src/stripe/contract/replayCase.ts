import { setTimeout as wait } from "node:timers/promises";
import { Stripe } from "stripe";
import { isRecord } from "../http/isRecord.ts";
import { findDifference } from "./findDifference.ts";
import type { GoldenCase, Step } from "./GoldenCase.ts";

const MAX_TRIES = 60;
const PAUSE_MS = 2000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Replays a case; answers what was not as it should be. Every object that was made is told to `made`, by its kind. */
export async function replayCase(
  stripe: Stripe,
  { steps }: GoldenCase,
  made: (object: string, id: string) => void,
): Promise<string | undefined> {
  const answers: Record<string, unknown> = {};
  const mark = crypto.randomUUID();
  for (const [index, step] of steps.entries()) {
    let difference: string | undefined;
    for (let tries = 0; tries < (step.until ? MAX_TRIES : 1); tries += 1) {
      if (tries > 0) await wait(PAUSE_MS);
      const { status, body } = await ask(stripe, step, answers, mark);
      if (isRecord(body) && typeof body["object"] === "string" && typeof body["id"] === "string") {
        made(body["object"], body["id"]);
      }
      if (step.as !== undefined) answers[step.as] = body;
      difference =
        status === (step.status ?? 200)
          ? findDifference(body, resolve(step.expect, answers))
          : `status ${status} in the place of ${step.status ?? 200}: ${JSON.stringify(body)}`;
      if (difference === undefined) break;
    }
    if (difference !== undefined) return `step ${index + 1}, ${step.call}: ${difference}`;
  }
  return undefined;
}

async function ask(
  stripe: Stripe,
  step: Step,
  answers: Readonly<Record<string, unknown>>,
  mark: string,
): Promise<Answer> {
  const [method = "", path = ""] = step.call.split(" ");
  const given = resolve(step.params ?? {}, answers);
  const params = isRecord(given) ? given : {};
  const query = method === "POST" ? "" : `?${queryOf(params)}`;
  try {
    const body = await stripe.rawRequest(
      method,
      `${String(resolve(path, answers))}${query}`,
      method === "POST" ? params : undefined,
      step.idempotencyKey === undefined ? {} : { idempotencyKey: `${step.idempotencyKey} ${mark}` },
    );
    return { status: body.lastResponse.statusCode, body };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError) || error.statusCode === undefined)
      throw error;
    return { status: error.statusCode, body: { error: error.raw } };
  }
}

/** `a[b][0]=c`: the SDK writes forms so, and no queries of raw requests. */
function queryOf(value: unknown, name = ""): string {
  if (typeof value !== "object" || value === null) {
    return `${name}=${encodeURIComponent(String(value))}`;
  }
  return Object.entries(value)
    .map(([key, inner]) => queryOf(inner, name === "" ? key : `${name}[${key}]`))
    .join("&");
}

/** Puts answers in the places of `{name.field}`; one that stands alone keeps its type. */
function resolve(value: unknown, answers: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === "string") {
    const whole = /^\{([\w.]+)\}$/.exec(value)?.[1];
    if (whole !== undefined) return read(answers, whole);
    return value.replaceAll(/\{([\w.]+)\}/g, (_all, path: string) => String(read(answers, path)));
  }
  if (Array.isArray(value)) return value.map((item: unknown) => resolve(item, answers));
  if (!isRecord(value) || value instanceof RegExp) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, resolve(inner, answers)]),
  );
}

function read(answers: Readonly<Record<string, unknown>>, path: string): unknown {
  return path.split(".").reduce<unknown>((found, key) => {
    if (Array.isArray(found)) return found[Number(key)];
    return isRecord(found) ? found[key] : undefined;
  }, answers);
}
