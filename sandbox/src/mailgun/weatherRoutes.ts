import { Hono } from "hono";
import { z } from "zod";
import type { MailgunContext } from "./MailgunContext.ts";
import { weatherChangeSchema } from "./Weather.ts";

/** `GET` and `POST /sandbox/weather`: what goes wrong next. A POST replaces the parts that it names. */
export function weatherRoutes({ weather }: MailgunContext): Hono {
  return new Hono()
    .get("/", (c) => c.json(weather.toJSON()))
    .post("/", async (c) => {
      // Only application/json: a foreign web page cannot send that without asking first.
      if (!c.req.header("content-type")?.startsWith("application/json")) {
        return c.json({ message: "the body must be application/json" }, 415);
      }
      const body: unknown = await c.req.json().catch(() => null);
      const change = weatherChangeSchema.safeParse(body);
      if (!change.success) return c.json({ message: z.prettifyError(change.error) }, 400);
      weather.change(change.data);
      return c.json(weather.toJSON());
    });
}
