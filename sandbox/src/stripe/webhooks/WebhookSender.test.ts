import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stripe } from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LoopbackServer, serveOnLoopback } from "../../machine/serveOnLoopback.ts";
import { createStripeWorld, type ServedWorld } from "../createStripeWorld.ts";
import { openDatabase } from "../openDatabase.ts";
import { Weather } from "../Weather.ts";
import { DeliveryQueue } from "./DeliveryQueue.ts";
import { rollSecret, setSecrets } from "./endpointSecrets.ts";
import { WebhookSender } from "./WebhookSender.ts";

const SECRET = "whsec_first";

interface Received {
  readonly payload: string;
  readonly signature: string;
}

let dataDir: string;
let receiver: LoopbackServer;
let received: Received[];
/** What the endpoint answers, in order; 200 when there is nothing left. */
let statuses: number[];
let account: Awaited<ReturnType<typeof openAccount>>;

async function openAccount() {
  const database = openDatabase(dataDir);
  const weather = new Weather();
  weather.change({ deliveries: { retryAfterMs: 1 } });
  const queue = new DeliveryQueue(database);
  const world: ServedWorld = createStripeWorld({
    database,
    url: "http://127.0.0.1:1",
    onKept: () => sender.poke(),
  });
  const sender = new WebhookSender({ world, queue, weather, log: () => undefined });
  const close = async () => {
    await sender.stop();
    database.close();
  };
  return { world, weather, queue, sender, close };
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "stripe-webhooks-"));
  received = [];
  statuses = [];
  receiver = await serveOnLoopback({
    port: 0,
    name: "the endpoint",
    fetch: async (request) => {
      received.push({
        payload: await request.text(),
        signature: request.headers.get("stripe-signature") ?? "",
      });
      return new Response("", { status: statuses.shift() ?? 200 });
    },
  });
  account = await openAccount();
  const { world } = account;
  world.store.change(() => {
    world.store.put("webhook_endpoint", {
      id: "we_1",
      object: "webhook_endpoint",
      api_version: null,
      application: null,
      created: 1,
      description: null,
      enabled_events: ["product.created"],
      livemode: false,
      metadata: {},
      status: "enabled",
      url: `${receiver.url}/hook`,
    });
    setSecrets(world.store, "we_1", [{ secret: SECRET, expiresAtMs: null }]);
  });
});
afterEach(async () => {
  await account.close();
  await receiver.close();
  await rm(dataDir, { recursive: true });
});

function emit(id: string, type: Stripe.Event.Type = "product.created"): void {
  const { world } = account;
  world.store.change(() => world.emit(type, { id, object: "product" }));
}

const told = () =>
  received.map(({ payload }) => {
    const event: Stripe.Event = JSON.parse(payload);
    return event.type === "product.created" ? event.data.object.id : event.type;
  });

async function isSignedBy(secret: string, { payload, signature }: Received): Promise<boolean> {
  const { webhooks } = new Stripe("sk_test_x");
  return webhooks.constructEventAsync(payload, signature, secret).then(
    () => true,
    () => false,
  );
}

test("an event arrives at those who asked for it, signed as the SDK verifies it", async () => {
  emit("prod_1");
  emit("price_1", "price.created");
  await expect.poll(told).toEqual(["prod_1"]);
  const [first] = received;
  if (!first) throw new Error("nothing arrived");
  expect(await isSignedBy(SECRET, first)).toBe(true);
  expect(await isSignedBy("whsec_other", first)).toBe(false);
  expect(await isSignedBy(SECRET, { ...first, payload: `${first.payload} ` })).toBe(false);
  await expect
    .poll(() => account.world.store.list("event").map((event) => event.pending_webhooks))
    .toEqual([0, 0]);
});

test("while a secret is rolled both old and new verify, and afterwards the new one alone", async () => {
  const { world } = account;
  world.store.change(() => rollSecret(world.store, "we_1", "whsec_second", Date.now() + 3_600_000));
  emit("prod_1");
  await expect.poll(told).toHaveLength(1);
  world.store.change(() => rollSecret(world.store, "we_1", "whsec_third", 0));
  emit("prod_2");
  await expect.poll(told).toHaveLength(2);
  const verified = await Promise.all(
    received.map((delivery) =>
      Promise.all(
        [SECRET, "whsec_second", "whsec_third"].map((secret) => isSignedBy(secret, delivery)),
      ),
    ),
  );
  expect(verified).toEqual([
    [true, true, false],
    [false, false, true],
  ]);
});

test("what was refused comes again until it is taken, under the same event", async () => {
  statuses = [500, 301, 404];
  emit("prod_1");
  await expect.poll(() => account.queue.list(1)[0]?.delivered).toBe(true);
  expect(told()).toEqual(Array.from({ length: 4 }, () => "prod_1"));
  expect(new Set(received.map(({ payload }) => payload)).size).toBe(1);
  expect(account.queue.list(1)[0]).toMatchObject({ attempts: 4, answer: "200", nextAtMs: null });
});

test("what had not arrived when the server stopped arrives after its next start", async () => {
  account.weather.change({ deliveries: { hold: true } });
  emit("prod_1");
  await account.close();
  account = await openAccount();
  expect(told()).toEqual([]);
  account.sender.poke();
  await expect.poll(told).toEqual(["prod_1"]);
});

test("what a change undoes is told to nobody", async () => {
  const { world } = account;
  expect(() =>
    world.store.change(() => {
      world.emit("product.created", { id: "prod_undone", object: "product" });
      throw new Error("no");
    }),
  ).toThrow("no");
  emit("prod_1");
  await expect.poll(told).toEqual(["prod_1"]);
  expect(world.store.list("event")).toHaveLength(1);
});

test("deliveries can be held, lost and repeated", async () => {
  const { weather, sender } = account;
  weather.change({ deliveries: { hold: true } });
  for (const id of ["prod_1", "prod_2", "prod_3"]) emit(id);
  weather.change({ deliveries: { hold: false, drop: 1, repeat: 1 } });
  sender.poke();
  await expect.poll(() => told().toSorted()).toEqual(["prod_2", "prod_2", "prod_3", "prod_3"]);
});
