import type Stripe from "stripe";
import { z } from "zod";
import { buildPhase } from "../engine/buildSchedule.ts";
import { cancelSubscription } from "../engine/cancelSubscription.ts";
import { type Interval, turnAfter, turnBefore, turnOf } from "../engine/cycle.ts";
import { idOf } from "../engine/idOf.ts";
import { amend } from "../engine/keep.ts";
import { recurringOf } from "../engine/recurringOf.ts";
import { refuse } from "../engine/refuse.ts";
import { releaseSchedule } from "../engine/runSchedule.ts";
import { scheduleNew, scheduleSubscription } from "../engine/scheduleSubscription.ts";
import { readRunning, updateSchedule } from "../engine/updateSchedule.ts";
import {
  flag,
  integer,
  mergeMetadata,
  metadata,
  text,
  timestamp,
  unsimulated,
  unsimulatedAll,
} from "../http/formParams.ts";
import { listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { billingMode, prorationBehavior, quantity } from "./subscriptionParams.ts";

const PATH = "/v1/subscription_schedules";

const phaseParams = z.strictObject({
  items: z
    .array(
      z.strictObject({
        price: text(),
        quantity: quantity.optional(),
        metadata: metadata.optional(),
        billing_thresholds: unsimulated,
        discounts: unsimulated,
        plan: unsimulated,
        price_data: unsimulated,
        tax_rates: unsimulated,
      }),
    )
    .min(1)
    .max(20),
  start_date: z.union([z.literal("now"), timestamp()]).optional(),
  end_date: z.union([z.literal("now"), timestamp()]).optional(),
  duration: z
    .strictObject({
      interval: z.enum(["day", "week", "month", "year"]),
      interval_count: integer({ min: 1 }).optional(),
    })
    .optional(),
  metadata: metadata.optional(),
  proration_behavior: prorationBehavior.optional(),
  currency: unsimulated,
  collection_method: z.enum(["charge_automatically"]).optional(),
  add_invoice_items: unsimulated,
  application_fee_percent: unsimulated,
  automatic_tax: unsimulated,
  billing_cycle_anchor: unsimulated,
  billing_thresholds: unsimulated,
  default_payment_method: unsimulated,
  default_tax_rates: unsimulated,
  description: unsimulated,
  discounts: unsimulated,
  invoice_settings: unsimulated,
  on_behalf_of: unsimulated,
  transfer_data: unsimulated,
  trial: unsimulated,
  trial_end: unsimulated,
});

const common = {
  end_behavior: z.enum(["release", "cancel"]).optional(),
  metadata: metadata.optional(),
  phases: z.array(phaseParams).min(1).max(10).optional(),
  default_settings: unsimulated,
  pause_schedules: unsimulated,
};

const createParams = z.strictObject({
  ...common,
  from_subscription: text().optional(),
  customer: text().optional(),
  start_date: z.union([z.literal("now"), timestamp()]).optional(),
  billing_mode: billingMode.optional(),
  customer_account: unsimulated,
});

const updateParams = z.strictObject({
  ...common,
  proration_behavior: prorationBehavior.optional(),
});

/** https://docs.stripe.com/api/subscription_schedules */
export const subscriptionScheduleRoutes: readonly StripeRoute[] = [
  route("POST", PATH, createParams, create),
  route(
    "GET",
    PATH,
    z.strictObject({
      ...unsimulatedAll("customer_account"),
      ...pageParams,
      customer: text().optional(),
      scheduled: flag().optional(),
      canceled_at: unsimulated,
      completed_at: unsimulated,
      created: unsimulated,
      released_at: unsimulated,
    }),
    (world, params) =>
      listPage(world, "subscription_schedule", PATH, params, {
        customer: params.customer,
        matches: ({ status }) => !params.scheduled || status === "not_started",
      }),
  ),
  route("GET", `${PATH}/:id`, z.strictObject({}), ({ store }, _params, { id = "" }) =>
    store.get("subscription_schedule", id),
  ),
  route("POST", `${PATH}/:id`, updateParams, (world, params, { id = "" }) => {
    const before = world.store.get("subscription_schedule", id);
    return updateSchedule(world, id, {
      phases:
        params.phases &&
        readPhases(
          world,
          params.phases,
          before.current_phase?.start_date ?? before.phases[0]?.start_date,
          world.now(idOf(before.customer)),
          anchorOf(world, before),
        ),
      endBehavior: params.end_behavior,
      metadata:
        params.metadata === undefined ? undefined : mergeMetadata(before.metadata, params.metadata),
      prorationBehavior: params.proration_behavior,
    });
  }),
  route(
    "POST",
    `${PATH}/:id/release`,
    z.strictObject({ preserve_cancel_date: flag().optional() }),
    (world, params, { id = "" }) => {
      readRunning(world, id, "release");
      return releaseSchedule(world, id, { keepsEnd: params.preserve_cancel_date ?? false });
    },
  ),
  route(
    "POST",
    `${PATH}/:id/cancel`,
    z.strictObject({ invoice_now: flag().optional(), prorate: flag().optional() }),
    (world, params, { id = "" }) => {
      const schedule = readRunning(world, id, "cancel");
      const subscription = idOf(schedule.subscription);
      if (subscription) {
        cancelSubscription(world, subscription, {
          invoiceNow: params.invoice_now ?? true,
          prorate: params.prorate ?? true,
        });
        return world.store.get("subscription_schedule", id);
      }
      const canceled = amend(world, "subscription_schedule", id, {
        canceled_at: world.now(idOf(schedule.customer)),
        status: "canceled",
      });
      world.emit("subscription_schedule.canceled", canceled);
      return canceled;
    },
  ),
];

function create(
  world: StripeWorld,
  params: z.infer<typeof createParams>,
): Stripe.SubscriptionSchedule {
  const { from_subscription: subscription, customer, ...others } = params;
  if (subscription) {
    const given = Object.entries({ ...others, customer }).filter(
      ([, value]) => value !== undefined,
    );
    if (given.length > 0)
      refuse(
        "You cannot set any other parameters if `from_subscription` is set. Update the schedule after it was created.",
        { param: given[0]?.[0] ?? "" },
      );
    return scheduleSubscription(world, subscription);
  }
  if (!customer || !params.phases)
    refuse("You must pass `from_subscription`, or `customer` and `phases`.", {
      code: "parameter_missing",
      param: customer ? "phases" : "customer",
    });
  const now = world.now(customer);
  const start = params.start_date === "now" ? now : (params.start_date ?? now);
  return scheduleNew(world, {
    customer,
    endBehavior: params.end_behavior ?? "release",
    phases: readPhases(world, params.phases, start, now),
    billingMode: params.billing_mode?.type ?? "flexible",
    metadata: mergeMetadata(null, params.metadata),
  });
}

/** What the cycle of a schedule's subscription is counted from. */
function anchorOf(
  world: StripeWorld,
  { subscription }: Stripe.SubscriptionSchedule,
): number | undefined {
  const id = idOf(subscription);
  return id ? world.store.get("subscription", id).billing_cycle_anchor : undefined;
}

/**
 * A length counts in turns of the billing cycle where the phase begins with one.
 * https://docs.stripe.com/changelog/clover/2025-09-30/billing-cycle-anchor-resets-during-phase-computation
 */
function endOfDuration(start: number, anchor: number | undefined, duration: Interval): number {
  if (
    anchor === undefined ||
    turnBefore(anchor, { ...duration, interval_count: 1 }, start) !== start
  )
    return turnOf(start, duration, 1);
  let end = start;
  for (let count = 0; count < duration.interval_count; count += 1)
    end = turnAfter(anchor, { ...duration, interval_count: 1 }, end);
  return end;
}

/** Phases follow upon each other without a gap, each with its end or its length. */
function readPhases(
  world: StripeWorld,
  phases: readonly z.infer<typeof phaseParams>[],
  begins: number | undefined,
  now: number,
  anchor?: number,
): Stripe.SubscriptionSchedule.Phase[] {
  const moment = (value: number | "now") => (value === "now" ? now : value);
  let next = begins ?? now;
  return phases.map((phase, index) => {
    const start = phase.start_date === undefined ? next : moment(phase.start_date);
    if (index > 0 && start !== next)
      refuse(`The start date of phase ${index} must be the end date of the phase before it.`, {
        param: `phases[${index}][start_date]`,
      });
    const prices = phase.items.map(({ price }, place) =>
      world.store.get("price", price, `phases[${index}][items][${place}][price]`),
    );
    for (const price of prices) recurringOf(price);
    if ((phase.end_date === undefined) === (phase.duration === undefined))
      refuse(`You must specify exactly one of \`end_date\` and \`duration\` for each phase.`, {
        param: `phases[${index}][end_date]`,
      });
    const end =
      phase.end_date !== undefined
        ? moment(phase.end_date)
        : endOfDuration(start, anchor, {
            interval: phase.duration?.interval ?? "month",
            interval_count: phase.duration?.interval_count ?? 1,
          });
    if (end <= start)
      refuse("A phase must end after it starts.", { param: `phases[${index}][end_date]` });
    next = end;
    return buildPhase({
      items: phase.items.map((item) => ({
        billing_thresholds: null,
        discounts: [],
        metadata: mergeMetadata(null, item.metadata),
        plan: item.price,
        price: item.price,
        quantity: item.quantity ?? 1,
        tax_rates: [],
      })),
      currency: prices[0]?.currency ?? "usd",
      start,
      end,
      prorationBehavior: phase.proration_behavior,
      metadata: mergeMetadata(null, phase.metadata),
    });
  });
}
