import { Hono } from "hono";
import { html } from "hono/html";
import { completeThreeDSecure } from "../engine/confirmPaymentIntent.ts";
import { completeSetup } from "../engine/confirmSetupIntent.ts";
import type { StripeContext } from "../StripeContext.ts";
import { readPageForm } from "./readPageForm.ts";
import { renderPage } from "./renderPage.ts";
import { renderThreeDSecure } from "./threeDSecurePage.ts";

/** The bank's page of a payment or setup intent that asks for proof, below `/3d-secure/:id`. */
export function threeDSecureRoutes({ world, advance }: StripeContext): Hono {
  const find = (id: string) => {
    advance();
    const intent = world.store.find("payment_intent", id) ?? world.store.find("setup_intent", id);
    return intent?.status === "requires_action" ? intent : undefined;
  };
  return new Hono()
    .get("/:id", (c) => {
      const intent = find(c.req.param("id"));
      if (!intent) {
        return renderPage(c, {
          title: "3-D Secure",
          layout: "narrow",
          body: html`<section class="card">
            <h1>Nothing to confirm</h1>
            <p>This payment is not waiting for its card’s holder.</p>
          </section>`,
        });
      }
      const leadsTo = [intent.next_action?.redirect_to_url?.return_url ?? null];
      const paid = intent.object === "payment_intent" ? intent : undefined;
      return renderThreeDSecure(c, {
        amountCents: paid?.amount ?? null,
        currency: paid?.currency ?? null,
        leadsTo,
      });
    })
    .post("/:id", async (c) => {
      const form = await readPageForm(c);
      if (!form) return c.text("Forbidden", 403);
      const intent = find(c.req.param("id"));
      if (!intent) return c.redirect(`/3d-secure/${c.req.param("id")}`, 303);
      const succeeds = form["answer"] === "complete";
      const complete = intent.object === "payment_intent" ? completeThreeDSecure : completeSetup;
      world.store.change(() => complete(world, intent.id, succeeds));
      const back = intent.next_action?.redirect_to_url?.return_url;
      const { invoice } = world.store.note(intent.id);
      if (back) {
        const url = new URL(back);
        url.searchParams.set(intent.object, intent.id);
        url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? "");
        url.searchParams.set("redirect_status", succeeds ? "succeeded" : "failed");
        return c.redirect(url.href, 303);
      }
      const own = typeof invoice === "string" ? `/invoices/${invoice}` : `/3d-secure/${intent.id}`;
      return c.redirect(own, 303);
    });
}
