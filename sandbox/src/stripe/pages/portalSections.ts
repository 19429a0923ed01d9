import { html } from "hono/html";
import type Stripe from "stripe";
import { idOf } from "../engine/idOf.ts";
import { changeableDetails } from "../portal/changeDetails.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { cardFields } from "./cardFields.ts";
import { formatDate, formatMoney, formatPrice } from "./formatMoney.ts";
import type { Markup } from "./renderPage.ts";

/** A customer in the portal. */
export interface Visit {
  readonly session: Stripe.BillingPortal.Session;
  readonly configuration: Stripe.BillingPortal.Configuration;
  readonly customer: Stripe.Customer;
}

/** What the customer pays for, and the button that ends it. */
export function subscriptions({ store }: StripeWorld, visit: Visit): Markup {
  const { session, configuration, customer } = visit;
  const { subscription_cancel: cancel } = configuration.features;
  const running = store
    .list("subscription", customer.id)
    .filter(({ status }) => status !== "canceled" && status !== "incomplete_expired");
  return html`<section class="card" aria-labelledby="plan">
    <h2 id="plan">Current plan</h2>
    ${running.length === 0 ? html`<p class="quiet">No subscription.</p>` : ""}
    ${running.map(
      ({ id, items, status, cancel_at: ends }) =>
        html`<ul class="lines">
            ${items.data.map(
              ({ price, quantity }) =>
                html`<li>
                  <span
                    >${store.find("product", idOf(price.product))?.name ?? price.id}
                    <small>${quantity ?? 1} × ${formatPrice(price)}</small></span
                  >
                  <span class="badge">${status}</span>
                </li>`,
            )}
          </ul>
          <p class="quiet">
            ${ends === null ? "Renews" : "Ends"} on
            ${formatDate(ends ?? items.data[0]?.current_period_end ?? 0)}
          </p>
          ${
            cancel.enabled
              ? html`<form method="post" action="/portal/${session.id}/subscriptions/${id}">
                  <div class="buttons">
                    ${
                      ends === null
                        ? html`<button class="plain small" name="do" value="cancel">
                            Cancel plan
                          </button>`
                        : html`<button class="plain small" name="do" value="renew">
                            Don’t cancel
                          </button>`
                    }
                  </div>
                </form>`
              : ""
          }`,
    )}
  </section>`;
}

/** The cards, which one pays, and the form for another. */
export function cards({ store }: StripeWorld, { session, customer }: Visit): Markup {
  const usual = idOf(customer.invoice_settings.default_payment_method);
  return html`<section class="card" aria-labelledby="cards">
    <h2 id="cards">Payment methods</h2>
    <ul class="lines">
      ${store.list("payment_method", customer.id).map(
        ({ id, card }) =>
          html`<li>
            <span
              >${card?.brand ?? "card"} •••• ${card?.last4}
              <small>Expires ${card?.exp_month}/${card?.exp_year}</small></span
            >${
              id === usual
                ? html`<span class="badge">Default</span>`
                : html`<form method="post" action="/portal/${session.id}/cards">
                    <button class="plain small" name="use" value="${id}">Make default</button>
                  </form>`
            }
          </li>`,
      )}
    </ul>
    <h2>Add a card</h2>
    <form method="post" action="/portal/${session.id}/cards">
      ${cardFields()}
      <button>Save card</button>
    </form>
  </section>`;
}

/** What the customer may change of themselves. */
export function details({ session, configuration, customer }: Visit): Markup | "" {
  const allowed = changeableDetails(configuration);
  if (allowed.length === 0) return "";
  const labels = { name: "Name", email: "Email", phone: "Phone" };
  return html`<section class="card" aria-labelledby="details">
    <h2 id="details">Billing information</h2>
    <form method="post" action="/portal/${session.id}/details">
      ${allowed.map(
        (detail) =>
          html`<label
            >${labels[detail]}
            <input
              name="${detail}"
              type="${detail === "email" ? "email" : "text"}"
              value="${customer[detail] ?? ""}"
          /></label>`,
      )}
      <button class="plain">Save</button>
    </form>
  </section>`;
}

/** All invoices but drafts. */
export function invoices({ store }: StripeWorld, { customer: { id: customer } }: Visit): Markup {
  return html`<section class="card" aria-labelledby="invoices">
    <h2 id="invoices">Invoices</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="invoices">
      <table>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Amount</th>
            <th scope="col">Status</th>
            <th scope="col">Invoice</th>
          </tr>
        </thead>
        <tbody>
          ${store
            .list("invoice", customer)
            .filter(({ status }) => status !== "draft")
            .map(
              ({ id, number, created, total, currency, status }) =>
                html`<tr>
                  <td>${formatDate(created)}</td>
                  <td>${formatMoney(total, currency)}</td>
                  <td>${status}</td>
                  <td><a href="/invoices/${id}">${number}</a></td>
                </tr>`,
            )}
        </tbody>
      </table>
    </div>
  </section>`;
}
