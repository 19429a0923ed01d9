import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { finalizeInvoice } from "./finalizeInvoice.ts";
import { followGivenUp } from "./followInvoice.ts";
import { idOf, subscriptionOf } from "./idOf.ts";
import { amend } from "./keep.ts";
import { payInvoice } from "./payInvoice.ts";
import { voidInvoice } from "./voidInvoice.ts";

/** A draft's hour is over: it is finalized, and collected unless its subscription's collection is paused. */
export function collectDraft(world: StripeWorld, draft: Stripe.Invoice): void {
  const subscription = subscriptionOf(draft);
  const pause = subscription
    ? world.store.get("subscription", subscription).pause_collection
    : undefined;
  const invoice = finalizeInvoice(world, draft.id);
  if (invoice.status !== "open") return;
  // https://docs.stripe.com/billing/subscriptions/pause-payment
  if (pause?.behavior === "void") return followGivenUp(world, voidInvoice(world, invoice));
  if (pause?.behavior === "mark_uncollectible") {
    const marked = amend(world, "invoice", invoice.id, {
      auto_advance: false,
      status: "uncollectible",
      status_transitions: {
        ...invoice.status_transitions,
        marked_uncollectible_at: world.now(idOf(invoice.customer)),
      },
    });
    world.emit("invoice.marked_uncollectible", marked);
    return followGivenUp(world, marked);
  }
  payInvoice(world, invoice.id, { offSession: true, automatic: true });
}
