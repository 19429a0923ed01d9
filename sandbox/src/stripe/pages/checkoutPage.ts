import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type Stripe from "stripe";
import { completeCheckout } from "../checkout/completeCheckout.ts";
import type { StripeContext } from "../StripeContext.ts";
import { cardFields, type Form, readCard } from "./cardFields.ts";
import { formatMoney, formatPrice } from "./formatMoney.ts";
import { readPageForm } from "./readPageForm.ts";
import { type Markup, renderPage } from "./renderPage.ts";
import { renderThreeDSecure } from "./threeDSecurePage.ts";

type Session = Stripe.Checkout.Session;

const UNPROVEN =
  "We are unable to authenticate your payment method. Please choose a different payment method and try again.";

/** The hosted page of a checkout, below `/checkout/:id`. */
export function checkoutPage(context: StripeContext): Hono {
  const { world, advance } = context;
  const { store } = world;
  const find = (c: Context): Session | undefined => {
    advance();
    return store.find("checkout.session", c.req.param("id") ?? "");
  };
  const settle = (c: Context, session: Session, payer: Form, authenticated: boolean) => {
    const { paymentMethod = "", email, name } = payer;
    const outcome = completeCheckout(world, session.id, {
      paymentMethod,
      email: email || emailOf(session) || null,
      name: name || null,
      authenticated,
    });
    if (outcome.kind === "complete") return c.redirect(successUrlOf(session), 303);
    if (outcome.kind === "declined") return render(c, session, payer, outcome.message);
    store.change(() => store.setNote(session.id, { ...store.note(session.id), payer }));
    return c.redirect(`/checkout/${session.id}/3d-secure`, 303);
  };
  const emailOf = ({ customer, customer_email: email }: Session): string | null => {
    const known = typeof customer === "string" ? store.find("customer", customer)?.email : null;
    return known ?? email;
  };
  const render = (c: Context, session: Session, before: Form, error?: string) =>
    renderPage(c, {
      title: "Checkout",
      layout: "two",
      status: error === undefined ? 200 : 402,
      leadsTo: [session.success_url],
      body: html`${summary(session)} ${payForm(session, emailOf(session), before, error)}`,
    });

  return new Hono()
    .get("/:id", (c) => {
      const session = find(c);
      if (session?.status !== "open") return renderClosed(c, session);
      return render(c, session, {}, c.req.query("proof") === "failed" ? UNPROVEN : undefined);
    })
    .post("/:id", async (c) => {
      const form = await readPageForm(c);
      if (!form) return c.text("Forbidden", 403);
      const session = find(c);
      if (session?.status !== "open") return renderClosed(c, session);
      const card = readCard(world, form);
      if ("message" in card) return render(c, session, form, card.message);
      const { email = "", name = "" } = form;
      return settle(c, session, { email, name, ...card }, false);
    })
    .get("/:id/3d-secure", (c) => {
      const session = find(c);
      if (session?.status !== "open") return renderClosed(c, session);
      const { amount_total: amountCents, currency, success_url: success } = session;
      return renderThreeDSecure(c, { amountCents, currency, leadsTo: [success] });
    })
    .post("/:id/3d-secure", async (c) => {
      const form = await readPageForm(c);
      if (!form) return c.text("Forbidden", 403);
      const session = find(c);
      if (session?.status !== "open") return renderClosed(c, session);
      const payer = payerIn(store.note(session.id)["payer"]);
      if (form["answer"] !== "complete" || !payer) {
        return c.redirect(`/checkout/${session.id}?proof=failed`, 303);
      }
      return settle(c, session, payer, true);
    });
}

function payerIn(noted: unknown): Form | undefined {
  if (typeof noted !== "object" || noted === null) return undefined;
  return Object.fromEntries(Object.entries(noted).map(([key, value]) => [key, String(value)]));
}

function successUrlOf({ id, success_url: url }: Session): string {
  return (url ?? "").replaceAll("{CHECKOUT_SESSION_ID}", id);
}

function summary(session: Session): Markup {
  const { line_items: items, amount_total: total, currency, cancel_url: back, mode } = session;
  const lines = items?.data ?? [];
  return html`<section aria-labelledby="title">
    ${back ? html`<a class="back" href="${back}">← Back</a>` : ""}
    <h1 id="title">
      ${mode === "setup" ? "Save a card" : `Subscribe to ${lines.map(({ description }) => description).join(" and ")}`}
    </h1>
    ${
      total === null || currency === null
        ? html`<p class="quiet">Nothing is charged now.</p>`
        : html`<p class="amount">${formatMoney(total, currency)}</p>
            <ul class="lines">
              ${lines.map(
                ({ description, quantity, price, amount_total: amount, currency: unit }) =>
                  html`<li>
                    <span
                      >${description}
                      <small>${quantity} × ${price ? formatPrice(price) : ""}</small></span
                    ><span class="number">${formatMoney(amount, unit)}</span>
                  </li>`,
              )}
            </ul>
            <div class="row total">
              <span>Total due today</span
              ><span class="number">${formatMoney(total, currency)}</span>
            </div>`
    }
  </section>`;
}

function payForm(session: Session, email: string | null, before: Form, error?: string): Markup {
  const { amount_total: total, mode } = session;
  const verb = mode === "setup" ? "Save card" : total === 0 ? "Start trial" : "Subscribe";
  return html`<section class="card" aria-labelledby="pay">
    <h2 id="pay">${mode === "setup" ? "Card" : "Pay with card"}</h2>
    <form method="post" action="/checkout/${session.id}">
      ${error === undefined ? "" : html`<p class="error" role="alert">${error}</p>`}
      <label
        >Email
        <input
          name="email"
          type="email"
          autocomplete="email"
          value="${email ?? before["email"] ?? ""}"
          required
          ${email === null ? "" : html`readonly`}
      /></label>
      ${cardFields(before)}
      <button>${verb}</button>
    </form>
  </section>`;
}

function renderClosed(c: Context, session: Session | undefined): Promise<Response> {
  const page = (title: string, text: string, link: Markup | string, status: 200 | 404) =>
    renderPage(c, {
      title,
      layout: "narrow",
      status,
      body: html`<section class="card">
        <h1>${title}</h1>
        <p>${text}</p>
        ${link}
      </section>`,
    });
  if (session?.status === "complete") {
    const link = html`<a href="${successUrlOf(session)}">Continue</a>`;
    return page("You’re all done here", "This checkout has been paid already.", link, 200);
  }
  const back = session?.cancel_url ? html`<a href="${session.cancel_url}">← Back</a>` : "";
  const title = session ? "This checkout has expired" : "Something went wrong";
  const text = session
    ? "Nothing was charged. Go back and start again."
    : "The page you were looking for could not be found. Please check the address or contact the merchant.";
  return page(title, text, back, session ? 200 : 404);
}
