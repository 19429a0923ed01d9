import { z } from "zod";
import { createStripe } from "../src/clients/stripe/createStripe.ts";
import { readPrices } from "../src/clients/stripe/readPrices.ts";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { parseRow } from "../src/clients/supabase/rows.ts";
import type { Reply } from "./Browser.ts";
import { type Person, settings, signUpProven } from "./people.ts";
import { sendEvent } from "./stripeEvents.ts";

/** Stripe as a test sees it. */
export const stripe = createStripe(settings);

/** Pays a checkout on its page, as a person does, with one of Stripe's test cards; answers where that leads. */
export async function payCheckout(url: string, card = "4242424242424242"): Promise<string | null> {
  const page = new URL(url);
  const paid = await fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { origin: page.origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      number: card,
      expiry: "12 / 40",
      cvc: "123",
      name: "Ada Admin",
      email: "ada@example.test",
    }),
  });
  return paid.headers.get("location");
}

/** What Stripe has to tell of a customer, the oldest first. */
export async function eventsOf(customer: string) {
  const all = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
  return all
    .filter(({ data }) => {
      const { object } = data;
      return (
        ("customer" in object && object.customer === customer) ||
        ("id" in object && object.id === customer)
      );
    })
    .toReversed();
}

/** Tells the Worker all of it, one after the other. */
export async function deliver(events: readonly object[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const event of events) replies.push(await sendEvent(event));
  return replies;
}

/** An organization that has a plan, and whose customer it is. */
export interface Buyer {
  readonly admin: Person;
  readonly id: string;
  readonly customer: string;
}

/** Signs an organization up, has its admin buy Pro (or another order) and tells the Worker so. */
export async function buyPlan(changed: object = {}, card?: string): Promise<Buyer> {
  const admin = await signUpProven("admin");
  const { membership } = await admin.browser.call("getMe", {});
  const id = membership?.organization.id ?? "";
  const read = await readPrices(settings);
  if (!read.ok) throw new Error(read.problems.join(" "));
  const page = `${settings.APP_ORIGIN}/billing`;
  const { url } = await admin.browser.call("createCheckout", {
    body: {
      userId: admin.id,
      priceId: read.prices.get("pro_monthly") ?? "",
      successUrl: page,
      cancelUrl: page,
      ...changed,
    },
  });
  if ((await payCheckout(url, card)) !== page) throw new Error("The checkout was not paid.");
  await admin.browser.call("refreshBilling", {});
  const account = await serviceDatabase(settings)
    .from("billing_accounts")
    .select("customer_id")
    .eq("organization_id", id);
  return {
    admin,
    id,
    customer: parseRow(account, z.object({ customer_id: z.string() })).customer_id,
  };
}
