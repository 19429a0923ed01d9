import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestWorld } from "../startTestWorld.ts";
import { completeThreeDSecure, confirmPaymentIntent } from "./confirmPaymentIntent.ts";
import { createSubscription } from "./createSubscription.ts";

const NOW = Date.parse("2026-04-01T00:00:00Z") / 1000;
const NEXT_PAID = Date.parse("2026-05-01T02:00:00Z") / 1000;

let stage: ReturnType<typeof startTestWorld>;
beforeEach(() => {
  stage = startTestWorld(NOW);
});
afterEach(() => stage.stop());

function subscribe(card: string, authenticated = false) {
  stage.useCard(card);
  const { customer, world } = stage;
  return createSubscription(world, {
    customer,
    items: [{ price: stage.price(1000) }],
    authenticated,
  });
}
const read = (id: string) => stage.world.store.get("subscription", id);

// https://docs.stripe.com/testing#three-d-secure
describe("a card that asks for 3-D Secure", () => {
  test("leaves a new subscription incomplete until its holder has proved themselves", () => {
    const { subscription, intent } = subscribe("pm_card_threeDSecure2Required");
    expect([subscription.status, intent?.status]).toEqual(["incomplete", "requires_action"]);
    completeThreeDSecure(stage.world, intent?.id ?? "", true);
    expect(read(subscription.id).status).toBe("active");
    const [invoice] = stage.world.store.list("invoice", stage.customer);
    expect(invoice).toMatchObject({ status: "paid", amount_paid: 1000 });
  });

  test("is dropped where its holder fails, and another pays", () => {
    const { subscription, intent } = subscribe("pm_card_threeDSecure2Required");
    const failed = completeThreeDSecure(stage.world, intent?.id ?? "", false);
    expect(failed.intent).toMatchObject({
      payment_method: null,
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
    expect(read(subscription.id).status).toBe("incomplete");
    confirmPaymentIntent(stage.world, failed.intent.id, {
      paymentMethod: stage.useCard("pm_card_visa"),
    });
    expect(read(subscription.id).status).toBe("active");
  });

  test("only to be set up renews without its holder once they have proved themselves", () => {
    const { subscription, intent } = subscribe("pm_card_authenticationRequiredOnSetup");
    expect(intent?.status).toBe("requires_action");
    completeThreeDSecure(stage.world, intent?.id ?? "", true);
    stage.advanceTo(NEXT_PAID);
    expect(read(subscription.id).status).toBe("active");
  });

  test("always makes a renewal past due until its holder comes", () => {
    const { subscription } = subscribe("pm_card_authenticationRequired", true);
    expect(subscription.status).toBe("active");
    stage.advanceTo(NEXT_PAID);
    expect(read(subscription.id).status).toBe("past_due");
    const [intent] = stage.world.store.list("payment_intent", stage.customer);
    expect(intent?.status).toBe("requires_action");
    completeThreeDSecure(stage.world, intent?.id ?? "", true);
    expect(read(subscription.id).status).toBe("active");
  });
});
