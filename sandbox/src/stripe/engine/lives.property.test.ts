import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startTestWorld } from "../startTestWorld.ts";
import { StripeError } from "../StripeError.ts";
import { cancelSubscription } from "./cancelSubscription.ts";
import { completeThreeDSecure } from "./confirmPaymentIntent.ts";
import { createSubscription } from "./createSubscription.ts";
import { idOf } from "./idOf.ts";
import { payInvoice } from "./payInvoice.ts";
import { releaseSchedule } from "./runSchedule.ts";
import { scheduleSubscription } from "./scheduleSubscription.ts";
import { updateSubscription } from "./updateSubscription.ts";

const START = Date.parse("2026-01-31T12:00:00Z") / 1000;
const CARDS = [
  "pm_card_visa",
  "pm_card_chargeCustomerFail",
  "pm_card_authenticationRequired",
  "pm_card_authenticationRequiredOnSetup",
];

type Stage = ReturnType<typeof startTestWorld>;

const action = fc.oneof(
  fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ kind: fc.constant("card" as const), card: fc.nat(CARDS.length - 1) }),
  fc.record({
    kind: fc.constant("change" as const),
    price: fc.nat(2),
    quantity: fc.integer({ min: 1, max: 9 }),
    proration: fc.constantFrom("none", "create_prorations", "always_invoice"),
    payment: fc.constantFrom(
      "allow_incomplete",
      "default_incomplete",
      "error_if_incomplete",
      "pending_if_incomplete",
    ),
  }),
  fc.record({
    kind: fc.constantFrom("pay", "prove", "fail", "schedule", "release", "stop", "keep", "cancel"),
  }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** Does what somebody asks for; a refusal is an answer too, and undoes the request. */
function perform(stage: Stage, prices: readonly string[], id: string, step: Action): void {
  const { world, customer } = stage;
  const subscription = world.store.get("subscription", id);
  const item = subscription.items.data[0]?.id;
  const open = world.store.list("invoice", customer).find(({ status }) => status === "open");
  const asked = world.store
    .list("payment_intent", customer)
    .find(({ status }) => status === "requires_action");
  const schedule = idOf(subscription.schedule);
  switch (step.kind) {
    case "wait":
      stage.advanceTo(world.now(customer) + step.hours * 3600);
      return;
    case "card":
      stage.useCard(CARDS[step.card] ?? "");
      return;
    case "change":
      updateSubscription(world, id, {
        items: [{ id: item, price: prices[step.price], quantity: step.quantity }],
        prorationBehavior: step.proration,
        paymentBehavior: step.payment,
      });
      return;
    case "pay":
      if (open) payInvoice(world, open.id, { offSession: false });
      return;
    case "prove":
    case "fail":
      if (asked) completeThreeDSecure(world, asked.id, step.kind === "prove");
      return;
    case "schedule":
      scheduleSubscription(world, id);
      return;
    case "release":
      if (schedule) releaseSchedule(world, schedule);
      return;
    case "cancel":
      cancelSubscription(world, id, { prorate: true, invoiceNow: true });
      return;
    case "stop":
    case "keep":
      updateSubscription(world, id, { cancellation: { atPeriodEnd: step.kind === "stop" } });
  }
}

/** What is wrong with a life; nothing may be, at any moment. */
function faultsOf({ world, customer }: Stage, id: string): string[] {
  const { balance } = world.store.get("customer", customer);
  const subscription = world.store.get("subscription", id);
  const invoices = world.store.list("invoice", customer);
  const charges = world.store.list("charge", customer).filter(({ paid }) => paid);
  const sum = (amounts: readonly number[]) => amounts.reduce((total, next) => total + next, 0);
  // What was billed and not made void was paid, is owed, or moved the balance.
  const settled = invoices.filter(({ status }) => status === "paid" || status === "open");
  const over = ["canceled", "incomplete_expired"].includes(subscription.status);
  const [item] = subscription.items.data;
  const rules: Record<string, boolean> = {
    "what was charged is what invoices were paid with":
      sum(charges.map(({ amount }) => amount)) ===
      sum(invoices.map(({ amount_paid }) => amount_paid)),
    "a total is the sum of its lines": invoices.every(
      ({ lines, total }) => total === sum(lines.data.map(({ amount }) => amount)),
    ),
    "what is due was paid or remains": invoices.every(
      (invoice) => invoice.amount_paid + invoice.amount_remaining === invoice.amount_due,
    ),
    "the balance is what invoices left of it":
      balance === sum(settled.map(({ total, amount_due }) => total - amount_due)),
    "the period holds the present": over || (item?.current_period_end ?? 0) > world.now(customer),
    "nothing waits for a subscription that is over": !over || subscription.pending_update === null,
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
}

describe("whatever happens to a subscription", () => {
  test("its money adds up, its period holds the present, and time always comes to an end", () => {
    fc.assert(
      fc.property(
        fc.nat(CARDS.length - 1),
        fc.array(action, { minLength: 3, maxLength: 14 }),
        (card, actions) => {
          const stage = startTestWorld(START, CARDS[card]);
          try {
            const prices = [1000, 4900, 12_300].map((cents) => stage.price(cents));
            const { subscription } = createSubscription(stage.world, {
              customer: stage.customer,
              items: [{ price: prices[0] ?? "" }],
            });
            for (const step of actions) {
              try {
                const change = () => perform(stage, prices, subscription.id, step);
                if (step.kind === "wait") change();
                else stage.world.store.change(change);
              } catch (error) {
                if (!(error instanceof StripeError)) throw error;
              }
              expect(faultsOf(stage, subscription.id)).toEqual([]);
            }
          } finally {
            stage.stop();
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
