import { html } from "hono/html";
import { createCard } from "../engine/createCard.ts";
import { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import type { Markup } from "./renderPage.ts";

/** What a page's form held. */
export type Form = Readonly<Record<string, string>>;

/** The card's fields, as Stripe's pages name them, filled with what was typed before. */
export function cardFields(before: Form = {}): Markup {
  const field = (name: string, label: string, complete: string, hint: string, whole = false) =>
    html`<label class="${whole ? "whole" : ""}"
      >${label}
      <input
        name="${name}"
        value="${before[name] ?? ""}"
        autocomplete="${complete}"
        placeholder="${hint}"
        ${name === "name" ? "" : html`inputmode="numeric"`}
        required
    /></label>`;
  return html`<fieldset>
      <legend>Card</legend>
      ${field("number", "Card number", "cc-number", "1234 1234 1234 1234", true)}
      ${field("expiry", "Expiration (MM / YY)", "cc-exp", "MM / YY")}
      ${field("cvc", "Security code (CVC)", "cc-csc", "CVC")}
      ${field("name", "Name on card", "cc-name", "", true)}
    </fieldset>
    <details class="quiet">
      <summary>Test cards</summary>
      <p>Any date to come and any three digits do.</p>
      <ul class="lines">
        <li><span class="number">4242 4242 4242 4242</span><span>pays</span></li>
        <li><span class="number">4000 0000 0000 0002</span><span>is declined</span></li>
        <li><span class="number">4000 0025 0000 3155</span><span>asks for 3-D Secure</span></li>
        <li>
          <span class="number">4000 0000 0000 0341</span><span>can be saved; its charges fail</span>
        </li>
      </ul>
    </details>`;
}

/** The payment method of what was typed, or what is wrong with it. */
export function readCard(
  world: StripeWorld,
  form: Form,
): { paymentMethod: string } | { message: string } {
  const [month, year] =
    /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(form["expiry"]?.trim() ?? "")?.slice(1) ?? [];
  if (month === undefined || year === undefined) {
    return { message: "Your card's expiration date is incomplete." };
  }
  try {
    const { id } = world.store.change(() =>
      createCard(world, {
        number: form["number"] ?? "",
        expMonth: Number(month),
        expYear: Number(year) + (year.length === 2 ? 2000 : 0),
        cvc: form["cvc"] ?? "",
        billingDetails: { name: form["name"] || null, email: form["email"] || null },
      }),
    );
    return { paymentMethod: id };
  } catch (error) {
    if (error instanceof StripeError && error.status === 402) return { message: error.message };
    throw error;
  }
}
