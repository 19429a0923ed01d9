import { createHash, timingSafeEqual } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { eventRoutes } from "./eventRoutes.ts";
import { mailboxRoutes } from "./mailboxRoutes.ts";
import type { MailgunContext } from "./MailgunContext.ts";
import { MailgunError } from "./MailgunError.ts";
import { messageRoutes } from "./messageRoutes.ts";
import { templateRoutes } from "./templateRoutes.ts";
import { weatherRoutes } from "./weatherRoutes.ts";

/** Mailgun's API below `/v3/{domain}`, behind its key; the mailbox and the weather beside it. */
export function createMailgunApp(context: MailgunContext): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, c) => {
    if (error instanceof MailgunError) return c.json({ message: error.message }, error.status);
    context.log(error.stack ?? error.message);
    return c.json({ message: "Internal Server Error" }, 500);
  });
  app.notFound((c) => c.json({ message: "not found" }, 404));
  app.use(async (c, next) => {
    // A name that merely resolves to this machine is a foreign page reaching for the mailbox.
    const host = new URL(c.req.url).hostname;
    if (host !== "127.0.0.1" && host !== "localhost") return c.text("Forbidden", 403);
    return next();
  });
  app.use("/v3/*", async (c, next) => {
    if (!isAuthorized(c.req.header("authorization"), context.apiKey)) {
      return c.text("Forbidden", 401, { "www-authenticate": 'Basic realm="MG API"' });
    }
    return next();
  });
  app.use("/v3/:domain/*", async (c, next) => {
    const domain = c.req.param("domain");
    if (domain.toLowerCase() !== context.domain.toLowerCase()) {
      throw new MailgunError(404, `Domain not found: ${domain}`);
    }
    return next();
  });
  app.route("/v3/:domain", messageRoutes(context));
  app.route("/v3/:domain", eventRoutes(context));
  app.route("/v3/:domain", templateRoutes(context));
  app.route("/sandbox/weather", weatherRoutes(context));
  app.route("/mailbox", mailboxRoutes(context));
  return app;
}

function isAuthorized(header: string | undefined, apiKey: string): boolean {
  const expected = `Basic ${Buffer.from(`api:${apiKey}`).toString("base64")}`;
  return timingSafeEqual(digestOf(header ?? ""), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
