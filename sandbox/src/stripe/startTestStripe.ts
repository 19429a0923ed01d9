import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stripe } from "stripe";
import { startStripe } from "./startStripe.ts";

const KEY = "sk_test_engine";

/** Seconds since 1970 of a moment written as `2026-01-31T10:00:00Z`. */
export function at(iso: string): number {
  return Date.parse(iso) / 1000;
}

/** A local Stripe of its own, the SDK that speaks to it, and short ways to what most tests begin with. */
export async function startTestStripe() {
  const dataDir = await mkdtemp(join(tmpdir(), "stripe-engine-"));
  const running = await startStripe({ dataDir, apiKey: KEY });
  const { hostname, port } = new URL(running.url);
  const stripe = new Stripe(KEY, {
    host: hostname,
    port,
    protocol: "http",
    telemetry: false,
    maxNetworkRetries: 0,
  });
  return {
    stripe,
    url: running.url,
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true });
    },
    /** A monthly price in dollars' cents. */
    price: async (unitAmountCents: number, name = "Plan") => {
      const product = await stripe.products.create({ name });
      const { id } = await stripe.prices.create({
        product: product.id,
        currency: "usd",
        unit_amount: unitAmountCents,
        recurring: { interval: "month" },
      });
      return id;
    },
    /** A customer on a clock of their own, with a card by its test name (`pm_card_visa`). */
    customer: async (now: string, card?: string) => {
      const clock = await stripe.testHelpers.testClocks.create({ frozen_time: at(now) });
      const { id } = await stripe.customers.create({
        email: "ada@example.com",
        test_clock: clock.id,
      });
      if (card) {
        const { id: paymentMethod } = await stripe.paymentMethods.attach(card, { customer: id });
        await stripe.customers.update(id, {
          invoice_settings: { default_payment_method: paymentMethod },
        });
      }
      return { id, clock: clock.id };
    },
    advance: async (clock: string, to: string) => {
      await stripe.testHelpers.testClocks.advance(clock, { frozen_time: at(to) });
    },
    /** The types of a customer's events so far, oldest first; subscriptions and invoices alone where `prefix` says so. */
    events: async (customer: string, prefix = "") => {
      const all = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
      return all
        .toReversed()
        .filter(({ data: { object }, type }) => {
          const owner = "customer" in object ? object.customer : "id" in object ? object.id : "";
          return owner === customer && type.startsWith(prefix);
        })
        .map(({ type }) => type);
    },
  };
}

export type TestStripe = Awaited<ReturnType<typeof startTestStripe>>;

/** The refusal of a request that must fail. */
export async function refusalOf(request: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error("It was not refused by Stripe.", { cause: error });
}
