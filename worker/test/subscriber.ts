import type { Stripe } from "stripe";
import { createStripe } from "../src/clients/stripe/createStripe.ts";
import { readPrices } from "../src/clients/stripe/readPrices.ts";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone } from "../src/clients/supabase/rows.ts";
import { join, type Person, settings, signUpProven } from "./people.ts";

/** Stripe as a test sees it. */
export const stripe = createStripe(settings);

/** An organisation that pays, on a clock of its own. */
export interface Subscriber {
  readonly admin: Person;
  readonly organizationId: string;
  readonly customer: string;
  readonly clock: string;
  readonly subscription: string;
}

/** The moment at which the lives of subscribers begin: the first of a month of thirty days (Unix seconds). */
export const BEGIN = Date.UTC(2027, 3, 1, 9) / 1_000;

/**
 * Signs an organisation up and has it pay for that, as a checkout would have left it.
 * @param has quantities by lookup key
 */
export async function subscribe(
  has: Readonly<Record<string, number>>,
  { card = "pm_card_visa" } = {},
): Promise<Subscriber> {
  const admin = await signUpProven("admin");
  const { membership } = await admin.browser.call("getMe", {});
  const organizationId = membership?.organization.id ?? "";
  const { id: clock } = await stripe.testHelpers.testClocks.create({ frozen_time: BEGIN });
  const { id: customer } = await stripe.customers.create({
    test_clock: clock,
    metadata: { organization_id: organizationId },
  });
  await useCard(customer, "pm_card_visa");
  const read = await readPrices(settings);
  if (!read.ok) throw new Error(read.problems.join(" "));
  const { id: subscription } = await stripe.subscriptions.create({
    customer,
    billing_mode: { type: "flexible" },
    items: Object.entries(has).map(([key, quantity]) => ({
      price: read.prices.get(key) ?? key,
      quantity,
    })),
  });
  if (card !== "pm_card_visa") await useCard(customer, card);
  assertDone(
    await serviceDatabase(settings)
      .from("billing_accounts")
      .upsert({ organization_id: organizationId, customer_id: customer }),
  );
  const subscriber = { admin, organizationId, customer, clock, subscription };
  await admin.browser.call("refreshBilling", {});
  return subscriber;
}

/** Has a customer pay with another card: one of Stripe's for tests (https://docs.stripe.com/testing). */
export async function useCard(customer: string, card: string): Promise<void> {
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
}

/** Lets a subscriber's time go on to that moment (Unix seconds). */
export async function advanceTo({ clock }: Subscriber, moment: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: moment });
  for (;;) {
    const { status } = await stripe.testHelpers.testClocks.retrieve(clock);
    if (status === "ready") return;
  }
}

/** What goes wrong with the next requests to Stripe. */
export async function haveWeather(
  ...requests: readonly {
    kind: string;
    path?: string;
    method?: string;
    times?: number;
    status?: number;
    done?: boolean;
  }[]
): Promise<void> {
  const answer = await fetch(`${settings.STRIPE_API_URL}/sandbox/weather`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ requests }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** A manager of the same organisation. */
export function joinAsManager({ admin }: Subscriber): Promise<Person> {
  return join(admin, "manager");
}

/** All invoices of a subscriber, the newest first. */
export async function invoicesOf({ customer }: Subscriber): Promise<Stripe.Invoice[]> {
  return stripe.invoices.list({ customer, limit: 100 }).autoPagingToArray({ limit: 1_000 });
}
