import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { readDunningSettings } from "./dunning.ts";
import { endSubscription } from "./endSubscription.ts";
import { idOf, subscriptionOf } from "./idOf.ts";
import { amend, emitChange } from "./keep.ts";
import { applyPendingUpdate, dropPendingUpdate, readWaiting } from "./pendingUpdate.ts";

/** What an invoice's payment means for its subscription: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
export function followPaid(world: StripeWorld, invoice: Stripe.Invoice): void {
  const subscription = findSubscription(world, invoice);
  if (!subscription) return;
  const waiting = readWaiting(world, subscription.id);
  if (waiting?.invoice === invoice.id)
    return applyPendingUpdate(world, subscription, invoice, waiting.planned);
  const { status } = subscription;
  const resumes =
    status === "incomplete" ||
    ((status === "past_due" || status === "unpaid") &&
      idOf(latestFinal(world, subscription)) === invoice.id) ||
    (status === "paused" && idOf(subscription.latest_invoice) === invoice.id);
  const after = amend(world, "subscription", subscription.id, {
    ...(resumes && { status: "active" }),
    ...savedPaymentMethod(world, subscription, invoice),
  });
  emitChange(world, "customer.subscription.updated", subscription, after);
  if (status === "paused" && resumes) world.emit("customer.subscription.resumed", after);
}

/** A try failed. `last`: none follows by itself. */
export function followFailed(
  world: StripeWorld,
  invoice: Stripe.Invoice,
  { last }: { last: boolean },
): void {
  const subscription = findSubscription(world, invoice);
  if (!subscription || readWaiting(world, subscription.id)?.invoice === invoice.id) return;
  const { status } = subscription;
  if (status === "active" || status === "trialing")
    amend(
      world,
      "subscription",
      subscription.id,
      { status: "past_due" },
      "customer.subscription.updated",
    );
  if (!last || (status !== "past_due" && status !== "active")) return;
  const { afterLastRetry } = readDunningSettings(world);
  if (afterLastRetry === "cancel")
    endSubscription(world, subscription.id, { reason: "payment_failed" });
  else if (afterLastRetry === "unpaid")
    amend(
      world,
      "subscription",
      subscription.id,
      { status: "unpaid" },
      "customer.subscription.updated",
    );
}

/** Nobody will pay it any more. */
export function followGivenUp(world: StripeWorld, invoice: Stripe.Invoice): void {
  const subscription = findSubscription(world, invoice);
  if (!subscription) return;
  if (readWaiting(world, subscription.id)?.invoice === invoice.id)
    return dropPendingUpdate(world, subscription);
  const { status } = subscription;
  if (status === "incomplete") {
    amend(
      world,
      "subscription",
      subscription.id,
      { status: "incomplete_expired", ended_at: world.now(idOf(subscription.customer)) },
      "customer.subscription.updated",
    );
  } else if (status === "paused" && invoice.status === "uncollectible") {
    const resumed = amend(
      world,
      "subscription",
      subscription.id,
      { status: "active" },
      "customer.subscription.updated",
    );
    world.emit("customer.subscription.resumed", resumed);
  } else if (status === "past_due" || status === "unpaid") {
    const latest = latestFinal(world, subscription);
    if (!latest || latest.status === "paid" || latest.status === "uncollectible")
      amend(
        world,
        "subscription",
        subscription.id,
        { status: "active" },
        "customer.subscription.updated",
      );
  }
}

function findSubscription(
  world: StripeWorld,
  invoice: Stripe.Invoice,
): Stripe.Subscription | undefined {
  const id = subscriptionOf(invoice);
  const subscription = id ? world.store.find("subscription", id) : undefined;
  const over = subscription?.status === "canceled" || subscription?.status === "incomplete_expired";
  return over ? undefined : subscription;
}

/** The latest invoice that counts for the status: drafts and void ones do not, nor one that a pending update waits for. */
function latestFinal(
  world: StripeWorld,
  { id, customer }: Stripe.Subscription,
): Stripe.Invoice | undefined {
  return world.store
    .list("invoice", idOf(customer))
    .find(
      (invoice) =>
        subscriptionOf(invoice) === id &&
        invoice.status !== "draft" &&
        invoice.status !== "void" &&
        readWaiting(world, id)?.invoice !== invoice.id,
    );
}

function savedPaymentMethod(
  world: StripeWorld,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
): Partial<Stripe.Subscription> {
  if (subscription.payment_settings?.save_default_payment_method !== "on_subscription") return {};
  const payment = world.store
    .list("invoice_payment", idOf(invoice.customer) ?? undefined)
    .find((candidate) => candidate.invoice === invoice.id && candidate.status === "paid");
  const intent = idOf(payment?.payment.payment_intent);
  const paymentMethod = intent && idOf(world.store.get("payment_intent", intent).payment_method);
  return paymentMethod ? { default_payment_method: paymentMethod } : {};
}
