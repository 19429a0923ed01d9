import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { addToClock } from "./clockCustomers.ts";
import { create } from "./keep.ts";

export interface NewCustomer {
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly description?: string | undefined;
  readonly address?: Stripe.Address | null | undefined;
  readonly metadata?: Stripe.Metadata | undefined;
  readonly balanceCents?: number | undefined;
  readonly testClock?: string | undefined;
}

/** Makes a customer (the API's way, and that of a checkout without one). */
export function createCustomer(world: StripeWorld, given: NewCustomer): Stripe.Customer {
  const clock = given.testClock
    ? world.store.get("test_helpers.test_clock", given.testClock, "test_clock")
    : undefined;
  const id = world.newId("cus", 14);
  if (clock) addToClock(world, clock.id, id);
  return create(
    world,
    "customer",
    {
      id,
      object: "customer",
      address: given.address ?? null,
      balance: given.balanceCents ?? 0,
      created: clock?.frozen_time ?? world.now(),
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: given.description ?? null,
      discount: null,
      email: given.email ?? null,
      invoice_prefix: world.newId("", 8).replaceAll("_", "").toUpperCase(),
      invoice_settings: {
        custom_fields: null,
        default_payment_method: null,
        footer: null,
        rendering_options: null,
      },
      livemode: false,
      metadata: given.metadata ?? {},
      name: given.name ?? null,
      next_invoice_sequence: 1,
      phone: given.phone ?? null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: "none",
      test_clock: clock?.id ?? null,
    },
    "customer.created",
  );
}
