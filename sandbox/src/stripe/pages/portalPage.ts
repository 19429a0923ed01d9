import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { cancelSubscription } from "../engine/cancelSubscription.ts";
import { testCardOf } from "../engine/createCard.ts";
import { idOf } from "../engine/idOf.ts";
import { updateSubscription } from "../engine/updateSubscription.ts";
import { changeDetails } from "../portal/changeDetails.ts";
import { useCard } from "../portal/useCard.ts";
import type { StripeContext } from "../StripeContext.ts";
import { StripeError } from "../StripeError.ts";
import { type Form, readCard } from "./cardFields.ts";
import { cards, details, invoices, subscriptions, type Visit } from "./portalSections.ts";
import { readPageForm } from "./readPageForm.ts";
import { renderPage } from "./renderPage.ts";
import { renderThreeDSecure } from "./threeDSecurePage.ts";

/** "Portal sessions are temporary": https://docs.stripe.com/api/customer_portal/sessions */
const SESSION_SECONDS = 3600;

/** The customer portal, below `/portal/:id`: cards, details, invoices, cancellation, as its configuration allows. */
export function portalPage({ world, advance }: StripeContext): Hono {
  const { store } = world;
  const find = (c: Context): Visit | undefined => {
    advance();
    const session = store.find("billing_portal.session", c.req.param("id") ?? "");
    if (!session || session.created + SESSION_SECONDS < world.now()) return undefined;
    const configuration = store.find("billing_portal.configuration", idOf(session.configuration));
    const customer = store.find("customer", session.customer);
    return configuration && customer ? { session, configuration, customer } : undefined;
  };
  const render = (c: Context, visit: Visit, error?: string) => {
    const { session, configuration, customer } = visit;
    const { features } = configuration;
    const { flow } = session;
    const only = flow?.type;
    const shows = (part: string) => only === undefined || only === part;
    return renderPage(c, {
      title: "Billing",
      layout: "narrow",
      status: error === undefined ? 200 : 402,
      leadsTo: [session.return_url, flow?.after_completion.redirect?.return_url],
      body: html`<div>
          ${session.return_url ? html`<a class="back" href="${session.return_url}">← Back</a>` : ""}
          <h1>Billing of ${customer.name ?? customer.email ?? customer.id}</h1>
          ${error === undefined ? "" : html`<p class="error" role="alert">${error}</p>`}
        </div>
        ${shows("subscription_cancel") ? subscriptions(world, visit) : ""}
        ${shows("payment_method_update") && features.payment_method_update.enabled ? cards(world, visit) : ""}
        ${only === undefined ? details(visit) : ""}
        ${only === undefined && features.invoice_history.enabled ? invoices(world, visit) : ""}`,
    });
  };

  /** Does what a form asked for, as the configuration allows it, and leads on. */
  const act = async (
    c: Context,
    run: (visit: Visit, form: Form) => Response | undefined,
  ): Promise<Response> => {
    const form = await readPageForm(c);
    if (!form) return c.text("Forbidden", 403);
    const visit = find(c);
    if (!visit) return renderGone(c);
    try {
      const answer = run(visit, form);
      if (answer) return answer;
    } catch (error) {
      if (error instanceof StripeError) return render(c, visit, error.message);
      throw error;
    }
    const done = visit.session.flow?.after_completion.redirect?.return_url;
    return c.redirect(done ?? `/portal/${visit.session.id}`, 303);
  };

  return new Hono()
    .get("/:id", (c) => {
      const visit = find(c);
      return visit ? render(c, visit) : renderGone(c);
    })
    .post("/:id/cards", (c) =>
      act(c, ({ session, customer, configuration }, form) => {
        if (!configuration.features.payment_method_update.enabled) return c.text("Forbidden", 403);
        const card = form["use"] ? { paymentMethod: form["use"] } : readCard(world, form);
        if ("message" in card) throw declined(card.message);
        const { paymentMethod } = card;
        const { customer: holder } = store.get("payment_method", paymentMethod);
        if (holder !== null && holder !== customer.id) return c.text("Forbidden", 403);
        if (holder === null && testCardOf(world, paymentMethod).threeDSecure) {
          return c.redirect(`/portal/${session.id}/cards/${paymentMethod}/3d-secure`, 303);
        }
        store.change(() => useCard(world, customer.id, paymentMethod));
        return undefined;
      }),
    )
    .get("/:id/cards/:card/3d-secure", (c) => {
      const visit = find(c);
      if (!visit) return renderGone(c);
      const done = visit.session.flow?.after_completion.redirect?.return_url ?? null;
      return renderThreeDSecure(c, { amountCents: null, currency: null, leadsTo: [done] });
    })
    .post("/:id/cards/:card/3d-secure", (c) =>
      act(c, ({ customer }, form) => {
        if (form["answer"] !== "complete") {
          throw declined(
            "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
          );
        }
        store.change(() => useCard(world, customer.id, c.req.param("card")));
        return undefined;
      }),
    )
    .post("/:id/details", (c) =>
      act(c, ({ configuration, customer }, form) => {
        store.change(() => changeDetails(world, configuration, customer.id, form));
        return undefined;
      }),
    )
    .post("/:id/subscriptions/:subscription", (c) =>
      act(c, ({ configuration, customer }, form) => {
        const { enabled, mode } = configuration.features.subscription_cancel;
        const { id, customer: owner } = store.get("subscription", c.req.param("subscription"));
        if (!enabled || idOf(owner) !== customer.id) return c.text("Forbidden", 403);
        store.change(() => {
          if (form["do"] === "cancel" && mode === "immediately") {
            cancelSubscription(world, id, { prorate: false, invoiceNow: false });
            return;
          }
          updateSubscription(world, id, { cancellation: { atPeriodEnd: form["do"] === "cancel" } });
        });
        return undefined;
      }),
    );
}

function declined(message: string): StripeError {
  return new StripeError(402, { type: "card_error", message });
}

function renderGone(c: Context): Promise<Response> {
  return renderPage(c, {
    title: "Billing",
    layout: "narrow",
    status: 404,
    body: html`<section class="card">
      <h1>This page has expired</h1>
      <p>Go back to where you came from and open it again.</p>
    </section>`,
  });
}
