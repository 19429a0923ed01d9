import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPrice } from "./engine/createPrice.ts";
import { createCustomer } from "./engine/createCustomer.ts";
import { attachPaymentMethod } from "./engine/attachPaymentMethod.ts";
import { advanceTime } from "./engine/advanceTime.ts";
import { amend, create } from "./engine/keep.ts";
import { createStripeWorld } from "./createStripeWorld.ts";
import { openDatabase } from "./openDatabase.ts";

/** A local Stripe's world without its server, with one customer on a clock, for tests of the engine by itself. */
export function startTestWorld(now: number, card?: string) {
  const dataDir = mkdtempSync(join(tmpdir(), "stripe-world-"));
  const database = openDatabase(dataDir);
  const world = createStripeWorld({ database, url: "http://127.0.0.1:1" });
  const clock = create(world, "test_helpers.test_clock", {
    id: world.newId("clock"),
    object: "test_helpers.test_clock",
    created: now,
    deletes_after: now + 1,
    frozen_time: now,
    livemode: false,
    name: null,
    status: "ready",
    status_details: {},
  });
  const { id: customer } = createCustomer(world, { testClock: clock.id });
  const useCard = (name: string) => {
    const { id } = attachPaymentMethod(world, name, customer);
    const { invoice_settings } = world.store.get("customer", customer);
    amend(world, "customer", customer, {
      invoice_settings: { ...invoice_settings, default_payment_method: id },
    });
    return id;
  };
  if (card) useCard(card);
  const product = create(world, "product", {
    id: world.newId("prod"),
    object: "product",
    active: true,
    created: now,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: "Plan",
    package_dimensions: null,
    shippable: null,
    tax_details: null,
    type: "service",
    updated: now,
    url: null,
  });
  return {
    world,
    customer,
    useCard,
    price: (unitAmountCents: number) =>
      createPrice(world, {
        product: product.id,
        currency: "usd",
        unitAmountCents,
        recurring: { interval: "month", intervalCount: 1, trialPeriodDays: null },
      }).id,
    advanceTo: (to: number) => {
      amend(world, "test_helpers.test_clock", clock.id, {
        status: "advancing",
        status_details: { advancing: { target_frozen_time: to } },
      });
      advanceTime(world);
    },
    stop: () => {
      database.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
