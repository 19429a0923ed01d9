import type { Billing, PlanOffer, Subscription, Wish } from "#shared/billing";
import { excessOver, type Excess } from "#shared/entitlement";
import { simMix } from "#shared/simMix";

type Known = Pick<Billing, "plans" | "sim" | "subscription" | "usage">;

/** What a plan would be for an organization. */
export interface PlanFor {
  /** With as many people as there are, and the lines that they use. */
  readonly wish: Wish;
  /** A month of it, before credits and taxes; null where it is not sold here. */
  readonly monthlyCents: number | null;
  /** Against what is paid today. */
  readonly differenceCents: number | null;
  /** What is used beyond it; lines can be bought on top. */
  readonly excess: readonly Excess[];
}

/** The subscription, where there is one to be changed; one that has ended is bought anew. */
export function livingOf(subscription: Subscription | null): Subscription | null {
  const isOver =
    subscription === null ||
    ["incomplete", "incomplete_expired", "canceled"].includes(subscription.status);
  return isOver ? null : subscription;
}

/** The subscription, where it can be changed now: what is open must be paid, and an end taken back, before. */
export function changeableOf(subscription: Subscription | null): Subscription | null {
  if (subscription === null || subscription.cancelAt !== null) return null;
  return ["active", "trialing"].includes(subscription.status) ? subscription : null;
}

/** What a plan would be for the organization as it is. */
export function planFor(billing: Known, plan: PlanOffer): PlanFor {
  const { usage } = billing;
  const current = livingOf(billing.subscription);
  const wish =
    current?.planId === plan.id
      ? { planId: plan.id, seats: current.seats, extraSimLines: current.extraSimLines }
      : {
          planId: plan.id,
          seats: plan.seats === null ? null : Math.max(plan.seats.min, usage.seats),
          extraSimLines:
            plan.allows.simLines === null ? 0 : Math.max(0, usage.simLines - plan.allows.simLines),
        };
  const monthlyCents = monthlyCentsOf(billing, wish);
  return {
    wish,
    monthlyCents,
    differenceCents: monthlyCents === null ? null : monthlyCents - (current?.monthlyCents ?? 0),
    excess: excessOver(usage, {
      seats: plan.seats === null ? plan.allows.seats : null,
      simLines: plan.amountCents === null ? plan.allows.simLines : null,
      lists: plan.allows.lists,
    }),
  };
}

/** A month of what somebody wishes, by the prices shown (cents); null where it is not sold here. */
export function monthlyCentsOf({ plans, sim }: Pick<Billing, "plans" | "sim">, wish: Wish) {
  const plan = plans.find(({ id }) => id === wish.planId);
  const mix = simMixOf(sim, wish.extraSimLines);
  if (plan?.amountCents == null || mix === null) return null;
  return plan.amountCents * (wish.seats ?? 1) + mix.amountCents;
}

/** The mix of SIM add-ons that would be bought for so many lines; null where they have no price here. */
export function simMixOf({ single, bundle }: Billing["sim"], lines: number) {
  if (single.amountCents === null || bundle.amountCents === null)
    return lines === 0 ? { singles: 0, bundles: 0, lines: 0, amountCents: 0 } : null;
  return simMix(lines, {
    single: { lines: single.lines, amountCents: single.amountCents },
    bundle: { lines: bundle.lines, amountCents: bundle.amountCents },
  });
}
