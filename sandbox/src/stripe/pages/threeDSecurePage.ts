import type { Context } from "hono";
import { html } from "hono/html";
import { formatMoney } from "./formatMoney.ts";
import { renderPage } from "./renderPage.ts";

/** Where the card's bank would ask its holder for proof. The form posts `answer`, `complete` or `fail`, to its own address. */
export function renderThreeDSecure(
  c: Context,
  options: {
    amountCents: number | null;
    currency: string | null;
    leadsTo: readonly (string | null)[];
  },
): Promise<Response> {
  const { amountCents, currency, leadsTo } = options;
  const amount =
    amountCents === null || currency === null ? "" : ` of ${formatMoney(amountCents, currency)}`;
  return renderPage(c, {
    title: "3-D Secure",
    layout: "narrow",
    leadsTo,
    body: html`<section class="card">
      <h1>3-D Secure</h1>
      <p>
        The card’s bank would now ask its holder to confirm the payment${amount}. Choose what they
        answer.
      </p>
      <form method="post">
        <div class="buttons">
          <button name="answer" value="complete">Complete</button>
          <button class="plain" name="answer" value="fail">Fail</button>
        </div>
      </form>
    </section>`,
  });
}
