import { Hono } from "hono";
import { html } from "hono/html";
import type Stripe from "stripe";
import { passTime, passTimeSchema } from "../controls/passTime.ts";
import { findPaymentMethod } from "../engine/attachPaymentMethod.ts";
import { closeDispute, disputeCharge } from "../engine/disputeCharge.ts";
import { idOf } from "../engine/idOf.ts";
import { useCard } from "../portal/useCard.ts";
import type { StripeContext } from "../StripeContext.ts";
import { StripeError } from "../StripeError.ts";
import { callRoute } from "../controls/callRoute.ts";
import { formatDate, formatMoney } from "./formatMoney.ts";
import { readPageForm } from "./readPageForm.ts";
import { type Markup, renderPage } from "./renderPage.ts";

const MAX_CUSTOMERS = 50;

/** The sandbox's own page at `/`: its customers, whose time can pass and whose cards can fail. Stripe has no such page. */
export function controlPage(context: StripeContext): Hono {
  const { world, advance } = context;
  const { store } = world;

  const act = (customer: string, what: string): void => {
    const time = passTimeSchema.safeParse(what);
    if (time.success) return passTime(context, customer, time.data);
    if (what === "failing" || what === "working") {
      const card = what === "failing" ? "pm_card_chargeCustomerFail" : "pm_card_visa";
      return store.change(() => useCard(world, customer, findPaymentMethod(world, card).id));
    }
    if (what === "won" || what === "lost") {
      const dispute = openDisputeOf(customer);
      if (dispute) store.change(() => closeDispute(world, dispute.id, what));
      return;
    }
    const charge = store
      .list("charge", customer)
      .find(({ status, refunded, disputed }) => status === "succeeded" && !refunded && !disputed);
    if (!charge) throw new StripeError(400, { message: "There is no payment to take back." });
    if (what === "dispute") store.change(() => disputeCharge(world, charge.id, "fraudulent"));
    if (what === "refund") callRoute(context, "POST", "/v1/refunds", { charge: charge.id });
  };

  const openDisputeOf = (customer: string): Stripe.Dispute | undefined =>
    store.list("dispute", customer).find(({ status }) => status !== "won" && status !== "lost");

  const row = (customer: Stripe.Customer): Markup => {
    const { id, name, email, test_clock: clock } = customer;
    const subscriptions = store.list("subscription", id);
    const open = store.list("invoice", id).filter(({ status }) => status === "open");
    return html`<section class="card" aria-labelledby="${id}">
      <h2 id="${id}">${name ?? email ?? id}</h2>
      <p class="quiet">
        ${id}${email ? ` · ${email}` : ""} ·
        ${clock ? "lives by its own clock" : "lives by the computer’s clock"}:
        ${new Date(world.now(id) * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC
      </p>
      <ul class="lines">
        ${subscriptions.map((subscription) => subscriptionLine(subscription))}
        ${open.map(
          (invoice) =>
            html`<li>
              <span><a href="/invoices/${invoice.id}">Open invoice ${invoice.number}</a></span>
              <span class="number">${formatMoney(invoice.amount_remaining, invoice.currency)}</span>
            </li>`,
        )}
      </ul>
      <form method="post" action="/customers/${id}">
        <div class="buttons">
          ${[...ACTIONS, ...(openDisputeOf(id) ? VERDICTS : [])].map(
            ([what, label]) =>
              html`<button class="plain small" name="do" value="${what}">${label}</button>`,
          )}
        </div>
      </form>
    </section>`;
  };

  const subscriptionLine = ({ items, status, cancel_at: ends, id }: Stripe.Subscription): Markup =>
    html`<li>
      <span
        >${items.data
          .map(
            ({ price, quantity }) =>
              `${quantity ?? 1} × ${store.find("product", idOf(price.product))?.name ?? price.id}`,
          )
          .join(", ")}
        <small
          >${id} · ${ends === null ? "renews" : "ends"}
          ${formatDate(ends ?? items.data[0]?.current_period_end ?? 0)}</small
        ></span
      ><span class="badge">${status}</span>
    </li>`;

  const render = (error?: string) => {
    advance();
    const customers = store.list("customer").filter((customer) => !isDeleted(customer));
    return {
      title: "Customers",
      layout: "wide" as const,
      body: html`<div>
          <h1>Customers of the sandbox</h1>
          <p class="quiet">
            This page is the sandbox’s own. When time passes for a customer, they get a test clock
            and live by it from then on: it stands still between the buttons. What happens is told
            to the product by webhooks; the product itself goes by the computer’s clock, so its days
            of grace do not pass here.
          </p>
          ${error === undefined ? "" : html`<p class="error" role="alert">${error}</p>`}
        </div>
        ${
          customers.length === 0
            ? html`<p class="card">Nobody has bought anything yet.</p>`
            : customers.slice(0, MAX_CUSTOMERS).map((customer) => row(customer))
        }
        ${customers.length > MAX_CUSTOMERS ? html`<p class="quiet">The newest ${MAX_CUSTOMERS} of ${customers.length}.</p>` : ""}`,
    };
  };

  return new Hono()
    .get("/", (c) => renderPage(c, render()))
    .post("/customers/:id", async (c) => {
      const form = await readPageForm(c);
      if (!form) return c.text("Forbidden", 403);
      try {
        act(c.req.param("id"), form["do"] ?? "");
      } catch (error) {
        if (error instanceof StripeError) return renderPage(c, render(error.message));
        throw error;
      }
      return c.redirect(`/#${c.req.param("id")}`, 303);
    });
}

const ACTIONS = [
  ["day", "A day passes"],
  ["week", "A week passes"],
  ["month", "A month passes"],
  ["renewal", "To the next renewal"],
  ["failing", "Card fails from now on"],
  ["working", "Card works again"],
  ["refund", "Refund the last payment"],
  ["dispute", "Dispute the last payment"],
] as const;

const VERDICTS = [
  ["won", "The dispute is won"],
  ["lost", "The dispute is lost"],
] as const;

function isDeleted(customer: object): boolean {
  return "deleted" in customer && customer.deleted === true;
}
