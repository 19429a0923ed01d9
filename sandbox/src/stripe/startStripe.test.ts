import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stripe } from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type RunningStripe, startStripe } from "./startStripe.ts";
import { refusalOf } from "./startTestStripe.ts";

const KEY = "sk_test_for_these_tests";

let dataDir: string;
let running: RunningStripe;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "stripe-"));
  running = await startStripe({ dataDir, apiKey: KEY });
});
afterEach(async () => {
  await running.stop();
  await rm(dataDir, { recursive: true });
});

function client(config: Stripe.StripeConfig = {}, key = KEY): Stripe {
  const { hostname, port } = new URL(running.url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: "http",
    telemetry: false,
    maxNetworkRetries: 0,
    ...config,
  });
}

const endpoint = (more: Partial<Stripe.WebhookEndpointCreateParams> = {}) => ({
  url: "http://127.0.0.1:9/hook",
  enabled_events: ["invoice.paid" as const],
  ...more,
});

async function ask(
  path: string,
  init: { method?: string; body?: string; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${running.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${KEY}`, ...init.headers },
  });
  const body: unknown = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, body };
}

async function setWeather(weather: object): Promise<void> {
  const { status } = await ask("/sandbox/weather", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(weather),
  });
  expect(status).toBe(200);
}

describe("the frame of the API", () => {
  test("what was created is read back, changed, and gone when deleted, also over a restart", async () => {
    const made = await client().webhookEndpoints.create(endpoint({ metadata: { a: "1", b: "2" } }));
    expect(made.secret).toMatch(/^whsec_\w{32}$/);
    await running.stop();
    running = await startStripe({ dataDir, apiKey: KEY });
    const read = await client().webhookEndpoints.retrieve(made.id);
    expect(read).toMatchObject({ id: made.id, enabled_events: ["invoice.paid"] });
    expect(read.secret).toBeUndefined();
    const changed = await client().webhookEndpoints.update(made.id, {
      metadata: { a: "", c: "3" },
      disabled: true,
    });
    expect(changed).toMatchObject({ metadata: { b: "2", c: "3" }, status: "disabled" });
    expect(await client().webhookEndpoints.del(made.id)).toMatchObject({ deleted: true });
    const missing = await refusalOf(client().webhookEndpoints.retrieve(made.id));
    expect(missing).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      param: "id",
      message: `No such webhook endpoint: '${made.id}'`,
    });
  });

  test("a wrong key, a missing key and another version are refused in Stripe's words", async () => {
    const wrong = await refusalOf(client({}, "sk_test_somebody_elses").events.list());
    expect(wrong).toMatchObject({ statusCode: 401, type: "StripeAuthenticationError" });
    expect(wrong.message).toBe("Invalid API Key provided: sk_test_**********lses");
    const none = await ask("/v1/events", { headers: { authorization: "" } });
    expect(none.status).toBe(401);
    expect(none.headers.get("www-authenticate")).toBe('Basic realm="Stripe"');
    const basic = `Basic ${btoa(`${KEY}:`)}`;
    expect((await ask("/v1/events", { headers: { authorization: basic } })).status).toBe(200);
    const old = await ask("/v1/events", { headers: { "stripe-version": "2020-08-27" } });
    expect(old.status).toBe(400);
  });

  test.each([
    [
      "POST",
      "/v1/webhook_endpoints",
      "url=http://a.example&enabled_events[]=*&foo[bar]=1",
      { code: "parameter_unknown", param: "foo", message: "Received unknown parameter: foo" },
    ],
    [
      "POST",
      "/v1/webhook_endpoints",
      "enabled_events[]=*",
      { code: "parameter_missing", param: "url", message: "Missing required param: url." },
    ],
    [
      "POST",
      "/v1/webhook_endpoints",
      "url=&enabled_events[]=*",
      { code: "parameter_invalid_empty", param: "url" },
    ],
    [
      "POST",
      "/v1/webhook_endpoints",
      "url=http://a.example&enabled_events=*",
      { param: "enabled_events", message: "Invalid array" },
    ],
    [
      "POST",
      "/v1/webhook_endpoints",
      "url=http://a.example&enabled_events[]=*&connect=true",
      { code: "sandbox_not_simulated", param: "connect" },
    ],
    [
      "GET",
      "/v1/events?limit=101",
      "",
      {
        code: "parameter_invalid_integer",
        param: "limit",
        message: "This value must be less than or equal to 100.",
      },
    ],
    [
      "GET",
      "/v1/events?limit=ten",
      "",
      { code: "parameter_invalid_integer", param: "limit", message: "Invalid integer: ten" },
    ],
    [
      "GET",
      "/v1/events?created[since]=1",
      "",
      { code: "parameter_unknown", param: "created[since]" },
    ],
    [
      "GET",
      "/v1/events?starting_after=evt_none",
      "",
      { code: "resource_missing", param: "starting_after" },
    ],
    ["GET", "/v1/events?expand=data", "", { param: "expand", message: "Invalid array" }],
    [
      "GET",
      "/v1/events?expand[]=data.a.b.c.d",
      "",
      { message: "You cannot expand more than 4 levels of a property. Property: data.a.b.c.d" },
    ],
  ])("%s %s %s is refused with its parameter", async (method, path, form, error) => {
    const { status, body } = await ask(path, {
      method,
      ...(method === "POST"
        ? { body: form, headers: { "content-type": "application/x-www-form-urlencoded" } }
        : {}),
    });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { error: { type: "invalid_request_error", ...error } },
    });
  });

  test("an unknown address is a 404, another content type a 400", async () => {
    expect(await ask("/v1/frobs")).toMatchObject({
      status: 404,
      body: {
        error: { message: expect.stringMatching(/^Unrecognized request URL \(GET: \/v1\/frobs\)/) },
      },
    });
    const json = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
    expect((await ask("/v1/webhook_endpoints", json)).status).toBe(400);
  });

  test("pages go both ways and the SDK walks through all of them", async () => {
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      made.unshift((await client().webhookEndpoints.create(endpoint())).id);
    }
    const seen: string[] = [];
    for await (const { id } of client().webhookEndpoints.list({ limit: 3 })) seen.push(id);
    expect(seen).toEqual(made);
    const back = await client().webhookEndpoints.list({ limit: 2, ending_before: made[5] ?? "" });
    expect(back.data.map(({ id }) => id)).toEqual(made.slice(3, 5));
    expect(back.has_more).toBe(true);
  });

  test("metadata has Stripe's limits", async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"]));
    for (const metadata of [many, { ["k".repeat(41)]: "v" }, { k: "v".repeat(501) }]) {
      expect(
        await refusalOf(client().webhookEndpoints.create(endpoint({ metadata }))),
      ).toMatchObject({
        statusCode: 400,
        type: "StripeInvalidRequestError",
      });
    }
    const made = await client().webhookEndpoints.create(
      endpoint({ metadata: { "0": "list-like" } }),
    );
    expect(made.metadata).toEqual({ "0": "list-like" });
  });
});

describe("idempotency keys", () => {
  const idempotencyKey = "once";

  test("the same request is answered again and done once; another one under its key is refused", async () => {
    const first = await client().webhookEndpoints.create(endpoint(), { idempotencyKey });
    const again = await client().webhookEndpoints.create(endpoint(), { idempotencyKey });
    expect(again).toEqual(first);
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect((await client().webhookEndpoints.list()).data).toHaveLength(1);
    const other = endpoint({ description: "other" });
    expect(
      await refusalOf(client().webhookEndpoints.create(other, { idempotencyKey })),
    ).toMatchObject({ statusCode: 400, type: "StripeIdempotencyError" });
    expect(
      await refusalOf(client().webhookEndpoints.update(first.id, {}, { idempotencyKey })),
    ).toMatchObject({ type: "StripeIdempotencyError" });
  });

  test("a request that failed validation leaves its key free", async () => {
    await refusalOf(client().webhookEndpoints.create(endpoint({ url: "" }), { idempotencyKey }));
    const made = await client().webhookEndpoints.create(endpoint(), { idempotencyKey });
    expect(made.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  });

  test("an answer that was lost is there for the next try, and nothing is done twice", async () => {
    await setWeather({ requests: [{ kind: "drop-answer" }] });
    const made = await client({ maxNetworkRetries: 1 }).webhookEndpoints.create(endpoint());
    expect(made.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect((await client().webhookEndpoints.list()).data).toHaveLength(1);
  });

  test("a key in use is a 409", async () => {
    await setWeather({ requests: [{ kind: "delay", delayMs: 60_000 }] });
    const first = client()
      .webhookEndpoints.create(endpoint(), { idempotencyKey })
      .catch(() => 0);
    await expect.poll(async () => (await client().webhookEndpoints.list()).data.length).toBe(1);
    expect(
      await refusalOf(client().webhookEndpoints.create(endpoint(), { idempotencyKey })),
    ).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    await running.stop();
    await first;
    running = await startStripe({ dataDir, apiKey: KEY });
    const made = await client().webhookEndpoints.create(endpoint(), { idempotencyKey });
    expect(made.lastResponse.headers["idempotent-replayed"]).toBe("true");
  });
});

test("the weather turns requests away as Stripe does when it is bad, only those that were meant", async () => {
  await setWeather({
    requests: [
      { kind: "status", status: 429, method: "GET", path: "/v1/webhook_endpoints" },
      { kind: "status", status: 500, method: "POST", done: true },
      { kind: "drop-request", method: "POST" },
    ],
  });
  expect(await refusalOf(client().webhookEndpoints.create(endpoint()))).toMatchObject({
    statusCode: 500,
    type: "StripeAPIError",
  });
  expect((await client().events.list()).data).toEqual([]);
  expect(await refusalOf(client().webhookEndpoints.list())).toMatchObject({
    statusCode: 429,
    type: "StripeRateLimitError",
  });
  expect((await client().webhookEndpoints.list()).data).toHaveLength(1);
});
