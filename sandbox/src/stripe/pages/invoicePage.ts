import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type Stripe from "stripe";
import { attachPaymentMethod } from "../engine/attachPaymentMethod.ts";
import { idOf, subscriptionOf } from "../engine/idOf.ts";
import { payInvoice } from "../engine/payInvoice.ts";
import { readDefaultPaymentMethod } from "../engine/readDefaultPaymentMethod.ts";
import { openPaymentOf } from "../engine/voidInvoice.ts";
import type { StripeContext } from "../StripeContext.ts";
import { StripeError } from "../StripeError.ts";
import { cardFields, type Form, readCard } from "./cardFields.ts";
import { formatDate, formatMoney } from "./formatMoney.ts";
import { readPageForm } from "./readPageForm.ts";
import { type Markup, renderPage } from "./renderPage.ts";
import { renderInvoicePdf } from "./renderInvoicePdf.ts";

type Invoice = Stripe.Invoice;

/** The hosted page of an invoice below `/invoices/:id`, where an open one can be paid, and its PDF. */
export function invoicePage({ world, advance }: StripeContext): Hono {
  const { store } = world;
  const find = (c: Context): Invoice | undefined => {
    advance();
    const invoice = store.find("invoice", c.req.param("id") ?? "");
    return invoice?.status === "draft" ? undefined : invoice;
  };
  const savedCard = (invoice: Invoice): Stripe.PaymentMethod | undefined => {
    const customer = idOf(invoice.customer) ?? "";
    const subscription = subscriptionOf(invoice);
    const id = readDefaultPaymentMethod(
      world,
      customer,
      invoice,
      subscription ? store.find("subscription", subscription) : null,
    );
    return id ? store.find("payment_method", id) : undefined;
  };
  const openIntent = (invoice: Invoice): Stripe.PaymentIntent | undefined => {
    const intent = idOf(openPaymentOf(world, invoice)?.payment.payment_intent);
    return intent ? store.find("payment_intent", intent) : undefined;
  };
  const render = (c: Context, invoice: Invoice, before: Form = {}, error?: string) => {
    const { id: intent, status, last_payment_error: last } = openIntent(invoice) ?? {};
    const asked = status === "requires_action" ? intent : undefined;
    const pays = invoice.status === "open";
    return renderPage(c, {
      title: `Invoice ${invoice.number ?? ""}`,
      layout: pays ? "two" : "narrow",
      status: error === undefined ? 200 : 402,
      body: html`${summary(invoice)}
      ${
        pays
          ? html`<section class="card" aria-labelledby="pay">
              <h2 id="pay">Pay this invoice</h2>
              ${error === undefined ? "" : html`<p class="error" role="alert">${error}</p>`}
              ${
                error === undefined && last?.message
                  ? html`<p class="error">The last try failed: ${last.message}</p>`
                  : ""
              }
              ${asked ? html`<p><a href="/3d-secure/${asked}">Confirm the payment with your bank</a></p>` : ""}
              ${payForms(invoice, savedCard(invoice), before)}
            </section>`
          : ""
      }`,
    });
  };
  const pay = (c: Context, invoice: Invoice, form: Form) => {
    let paymentMethod: string | undefined;
    if (form["card"] !== "saved") {
      const card = readCard(world, form);
      if ("message" in card) return render(c, invoice, form, card.message);
      ({ paymentMethod } = card);
    }
    const refused = (message: string) => render(c, invoice, { name: form["name"] ?? "" }, message);
    const outcome = attempt(() => {
      if (paymentMethod) attachPaymentMethod(world, paymentMethod, idOf(invoice.customer) ?? "");
      return payInvoice(world, invoice.id, { paymentMethod, offSession: false });
    });
    if ("message" in outcome) return refused(outcome.message);
    const { intent, error } = outcome;
    if (error) return refused(error.message);
    if (intent?.status === "requires_action") return c.redirect(`/3d-secure/${intent.id}`, 303);
    return c.redirect(`/invoices/${invoice.id}`, 303);
  };
  const attempt = (run: () => ReturnType<typeof payInvoice>) => {
    try {
      return store.change(run);
    } catch (error) {
      if (error instanceof StripeError) return { message: error.message };
      throw error;
    }
  };

  return new Hono()
    .get("/:id", (c) => {
      const invoice = find(c);
      return invoice ? render(c, invoice) : c.notFound();
    })
    .get("/:id/pdf", (c) => {
      const invoice = find(c);
      if (!invoice) return c.notFound();
      return c.body(renderInvoicePdf(invoice), 200, {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="Invoice-${invoice.number ?? invoice.id}.pdf"`,
      });
    })
    .post("/:id", async (c) => {
      const form = await readPageForm(c);
      if (!form) return c.text("Forbidden", 403);
      const invoice = find(c);
      if (!invoice) return c.notFound();
      return invoice.status === "open" ? pay(c, invoice, form) : render(c, invoice);
    });
}

const STATUS: Readonly<Record<string, string>> = {
  open: "Open",
  paid: "Paid",
  uncollectible: "Uncollectible",
  void: "Void",
};

function summary(invoice: Invoice): Markup {
  const { number, status, currency, created, lines, customer_email: email } = invoice;
  const money = (amount: number) => formatMoney(amount, currency);
  const row = (label: string, amount: number) =>
    html`<div class="row"><span>${label}</span><span class="number">${money(amount)}</span></div>`;
  const fromBalance = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  return html`<section aria-labelledby="title">
    <h1 id="title">Invoice ${number}</h1>
    <p class="amount">
      ${money(status === "paid" ? invoice.amount_paid : invoice.amount_remaining)}
    </p>
    <p>
      <span class="badge">${STATUS[status ?? ""] ?? status}</span>
      <span class="quiet">${formatDate(created)}${email ? ` · ${email}` : ""}</span>
    </p>
    <ul class="lines">
      ${lines.data.map(
        ({ description, amount, period }) =>
          html`<li>
            <span
              >${description}
              <small>${formatDate(period.start)} – ${formatDate(period.end)}</small></span
            ><span class="number">${money(amount)}</span>
          </li>`,
      )}
    </ul>
    ${row("Total", invoice.total)}
    ${fromBalance === 0 ? "" : row(fromBalance > 0 ? "From your credit" : "To your credit", -fromBalance)}
    ${status === "paid" ? row("Amount paid", invoice.amount_paid) : row("Amount due", invoice.amount_due)}
    <p class="quiet"><a href="/invoices/${invoice.id}/pdf">Download PDF</a></p>
  </section>`;
}

function payForms(
  { id, amount_remaining: amount, currency }: Invoice,
  saved: Stripe.PaymentMethod | undefined,
  before: Form,
): Markup {
  const total = formatMoney(amount, currency);
  const own = saved?.card
    ? html`<form method="post" action="/invoices/${id}">
          <button name="card" value="saved">Pay ${total} with •••• ${saved.card.last4}</button>
        </form>
        <p class="quiet">or with another card</p>`
    : "";
  return html`${own}
    <form method="post" action="/invoices/${id}">
      ${cardFields(before)}
      <button class="${saved ? "plain" : ""}">Pay ${total}</button>
    </form>`;
}
