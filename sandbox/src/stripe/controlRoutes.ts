import { Hono } from "hono";
import { z } from "zod";
import type { StripeContext } from "./StripeContext.ts";
import { weatherChangeSchema } from "./Weather.ts";

/** The sandbox's own controls, which Stripe has not: what goes wrong next, what was asked, what was delivered. */
export function controlRoutes({ weather, requests }: StripeContext): Hono {
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
      return c.json(weather.toJSON());
    });
}
