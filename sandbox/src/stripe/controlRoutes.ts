import { Hono } from "hono";
import { z } from "zod";
import type { StripeContext } from "./StripeContext.ts";
import { weatherChangeSchema } from "./Weather.ts";
import { rollSecret } from "./webhooks/endpointSecrets.ts";

const MAX_DELIVERIES = 1000;

/** The dashboard's "Roll secret": the old one goes on for a while. */
const rollSchema = z.strictObject({
  expiresAfterSeconds: z.int().min(0).max(86_400),
  secret: z.string().startsWith("whsec_").optional(),
});

/** The sandbox's own controls, which Stripe has not: what goes wrong next, what was asked, what was delivered. */
export function controlRoutes(context: StripeContext): Hono {
  const { world, weather, requests, deliveries, sender } = context;
  return new Hono()
    .use(async (c, next) => {
      // Only application/json: a foreign web page cannot send that without asking first.
      const isJson = c.req.header("content-type")?.startsWith("application/json") ?? false;
      if (c.req.method !== "GET" && !isJson) {
        return c.json({ message: "the body must be application/json" }, 415);
      }
      return next();
    })
    .get("/requests", (c) => c.json(requests.all))
    .get("/weather", (c) => c.json(weather.toJSON()))
    .post("/weather", async (c) => {
      const body: unknown = await c.req.json().catch(() => null);
      const change = weatherChangeSchema.safeParse(body);
      if (!change.success) return c.json({ message: z.prettifyError(change.error) }, 400);
      weather.change(change.data);
      sender.poke();
      return c.json(weather.toJSON());
    })
    .get("/deliveries", (c) => c.json(deliveries.list(MAX_DELIVERIES)))
    .post("/events/:id/resend", (c) => {
      const count = deliveries.resend(c.req.param("id"), Date.now());
      sender.poke();
      return c.json({ deliveries: count }, count === 0 ? 404 : 200);
    })
    .post("/webhook_endpoints/:id/roll", async (c) => {
      const body: unknown = await c.req.json().catch(() => null);
      const roll = rollSchema.safeParse(body);
      if (!roll.success) return c.json({ message: z.prettifyError(roll.error) }, 400);
      const id = c.req.param("id");
      if (!world.store.find("webhook_endpoint", id)) return c.json({ message: "not found" }, 404);
      const secret = roll.data.secret ?? world.newId("whsec", 32);
      const expiresAtMs = Date.now() + roll.data.expiresAfterSeconds * 1000;
      world.store.change(() => rollSecret(world.store, id, secret, expiresAtMs));
      return c.json({ secret });
    });
}
