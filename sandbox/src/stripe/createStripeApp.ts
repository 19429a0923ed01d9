import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { answerApi } from "./http/answerApi.ts";
import type { StripeContext } from "./StripeContext.ts";
import { controlRoutes } from "./controlRoutes.ts";
import { controlPage } from "./pages/controlPage.ts";
import { checkoutPage } from "./pages/checkoutPage.ts";
import { invoicePage } from "./pages/invoicePage.ts";
import { portalPage } from "./pages/portalPage.ts";
import { receiptPage } from "./pages/receiptPage.ts";
import { threeDSecureRoutes } from "./pages/threeDSecureRoutes.ts";

/** Stripe's API below `/v1`, behind its key; the controls beside it. */
export function createStripeApp(context: StripeContext): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, c) => {
    context.log(error.stack ?? error.message);
    return c.text("Internal Server Error", 500);
  });
  app.use(async (c, next) => {
    // A name that merely resolves to this machine is a foreign page reaching for the sandbox.
    const host = new URL(c.req.url).hostname;
    if (host !== "127.0.0.1" && host !== "localhost") return c.text("Forbidden", 403);
    return next();
  });
  app.all("/v1/*", (c) => answerApi(context, c));
  app.route("/checkout", checkoutPage(context));
  app.route("/invoices", invoicePage(context));
  app.route("/3d-secure", threeDSecureRoutes(context));
  app.route("/receipts", receiptPage(context));
  app.route("/portal", portalPage(context));
  app.route("/", controlPage(context));
  app.route("/sandbox", controlRoutes(context));
  return app;
}
