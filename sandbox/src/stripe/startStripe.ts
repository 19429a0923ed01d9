import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { serveOnLoopback } from "../machine/serveOnLoopback.ts";
import { allRoutes } from "./allRoutes.ts";
import { expireCheckouts } from "./checkout/expireCheckouts.ts";
import { createStripeApp } from "./createStripeApp.ts";
import { createStripeWorld } from "./createStripeWorld.ts";
import { advanceTime } from "./engine/advanceTime.ts";
import { IdempotencyKeys } from "./http/IdempotencyKeys.ts";
import { RequestLog } from "./http/RequestLog.ts";
import { RouteTable } from "./http/RouteTable.ts";
import { openDatabase } from "./openDatabase.ts";
import { Weather } from "./Weather.ts";
import { DeliveryQueue } from "./webhooks/DeliveryQueue.ts";
import { keepEndpoint } from "./webhooks/keepEndpoint.ts";
import { WebhookSender } from "./webhooks/WebhookSender.ts";

/** How often time is looked at while nobody asks. */
const CLOCK_MS = 1000;

/** The local Stripe, running. */
export interface RunningStripe {
  /** The API's base address (`STRIPE_API_URL`); at its root a page for people. */
  readonly url: string;
  readonly apiKey: string;
  stop(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that speaks the parts of Stripe's API that the product uses (README.md beside this
 * file), keeps what it is told in `dataDir`, and serves the pages that Stripe hosts. Nothing leaves the machine but
 * webhooks to the endpoints that were named. `port` 0 or absent: any free one; a taken port is an error that names it.
 */
export async function startStripe(options: {
  dataDir: string;
  port?: number;
  apiKey: string;
  /** An endpoint of the account that is told of everything, as if somebody had made it in the dashboard. */
  webhook?: { url: string; secret: string };
  log?: (line: string) => void;
}): Promise<RunningStripe> {
  const { dataDir, port = 0, apiKey } = options;
  const log = options.log ?? (() => {});
  const stopping = new AbortController();
  const app = Promise.withResolvers<Hono<{ Bindings: HttpBindings }>>();
  const server = await serveOnLoopback({
    fetch: async (request, bindings) => (await app.promise).fetch(request, bindings),
    port,
    name: "the local Stripe",
  });
  const { url } = server;
  const database = openDatabase(dataDir);
  const weather = new Weather();
  const deliveries = new DeliveryQueue(database);
  const world = createStripeWorld({ database, url, onKept: () => sender.poke() });
  const sender = new WebhookSender({ world, queue: deliveries, weather, log });
  const advance = () => {
    advanceTime(world);
    expireCheckouts(world);
  };
  if (options.webhook) keepEndpoint(world, options.webhook);
  app.resolve(
    createStripeApp({
      world,
      apiKey,
      routes: new RouteTable(allRoutes),
      idempotency: new IdempotencyKeys(database),
      weather,
      requests: new RequestLog(),
      deliveries,
      sender,
      advance,
      stopping: stopping.signal,
      log,
    }),
  );
  sender.poke();
  const clock = setInterval(() => {
    try {
      advance();
    } catch (error) {
      log(`time could not advance: ${String(error)}`);
    }
  }, CLOCK_MS);
  const stop = async () => {
    stopping.abort();
    clearInterval(clock);
    await sender.stop();
    await server.close();
    database.close();
  };
  let stopped: Promise<void> | undefined;
  return { url, apiKey, stop: () => (stopped ??= stop()) };
}
