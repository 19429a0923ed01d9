import { Hono } from "hono";
import { html } from "hono/html";
import type { StripeContext } from "../StripeContext.ts";
import { formatDate, formatMoney } from "./formatMoney.ts";
import { renderPage } from "./renderPage.ts";

/** The receipt of a payment, below `/receipts/:id`. */
export function receiptPage({ world: { store } }: StripeContext): Hono {
  return new Hono().get("/:id", (c) => {
    const charge = store.find("charge", c.req.param("id"));
    if (charge?.status !== "succeeded") return c.notFound();
    const { amount, amount_refunded: refunded, currency, created } = charge;
    const card = charge.payment_method_details?.card;
    return renderPage(c, {
      title: "Receipt",
      layout: "narrow",
      body: html`<section class="card">
        <h1>Receipt</h1>
        <p class="amount">${formatMoney(amount, currency)}</p>
        <p class="quiet">
          Paid on ${formatDate(created)}${card ? ` with •••• ${card.last4}` : ""}.
        </p>
        ${refunded > 0 ? html`<p>${formatMoney(refunded, currency)} was refunded.</p>` : ""}
      </section>`,
    });
  });
}
