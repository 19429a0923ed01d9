import { z } from "zod";
import type { Feature, Plan, PlanAllows } from "./plans.ts";
import { timestamp } from "./text.ts";

/** How long everything goes on after a payment has failed (days). */
export const GRACE_DAYS = 7;

/** Where a subscription can stand: https://docs.stripe.com/api/subscriptions/object#subscription_object-status */
export const SUBSCRIPTION_STATUSES = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "canceled",
  "paused",
] as const;
export const subscriptionStatusSchema = z.enum(SUBSCRIPTION_STATUSES);
export type SubscriptionStatus = z.infer<typeof subscriptionStatusSchema>;

/** Of a subscription, what decides about what is allowed. */
export interface Standing {
  readonly planId: string;
  readonly status: SubscriptionStatus;
  /** Bought; null for a plan that is not sold by the seat. */
  readonly seats: number | null;
  /** Bought beyond those of the plan. */
  readonly extraSimLines: number;
  /** When the oldest invoice that waits for payment was due; null where none does. */
  readonly pastDueSince: string | null;
}

/** What a subscription gives, as the database keeps it for each organization. */
export const entitlementSchema = z.object({
  planId: z.string(),
  seats: z.int().nullable(),
  extraSimLines: z.int(),
  /** From here on nothing can be changed; null while all is paid. */
  graceEndsAt: timestamp.nullable(),
});
export type Entitlement = z.infer<typeof entitlementSchema>;

/** What an organization has that never paid. */
export const FREE: Entitlement = {
  planId: "free",
  seats: null,
  extraSimLines: 0,
  graceEndsAt: null,
};

/** What a subscription gives: its plan while it lives, seven days' grace while a payment is open, else the free plan. */
export function entitlementOf(standing: Standing | null): Entitlement {
  if (standing === null) return FREE;
  const { planId, seats, extraSimLines, status, pastDueSince } = standing;
  if (status === "trialing" || status === "active")
    return { planId, seats, extraSimLines, graceEndsAt: null };
  if (status !== "past_due" && status !== "unpaid") return FREE;
  // Without an open invoice Stripe says past due for a moment only; what it says next begins the grace.
  const graceEndsAt = pastDueSince === null ? null : graceEnd(pastDueSince);
  return { planId, seats, extraSimLines, graceEndsAt };
}

function graceEnd(pastDueSince: string): string {
  return new Date(Date.parse(pastDueSince) + GRACE_DAYS * 86_400_000).toISOString();
}

/** Terms that operators agreed with an organization: they hold whatever Stripe says. */
export interface Contract {
  readonly planId: string;
  /** Null: as the plan says. */
  readonly seats: number | null;
  readonly extraSimLines: number;
}

export const BILLING_STATES = ["open", "grace", "read_only"] as const;

/** What an organization may do now. */
export const allowanceSchema = z.object({
  planId: z.string(),
  planName: z.string(),
  /** `grace`: a payment failed, all goes on until `graceEndsAt`. `read_only`: nothing can be changed. */
  state: z.enum(BILLING_STATES),
  graceEndsAt: timestamp.nullable(),
  seats: z.int().nullable(),
  simLines: z.int().nullable(),
  lists: z.int().nullable(),
  historyDays: z.int().nullable(),
  /** A `Feature`, or one that a later version adds. */
  features: z.array(z.string()),
});
export type Allowance = z.infer<typeof allowanceSchema>;

/**
 * What an organization may do at a moment. The database's `private.allowance` is the same rule, walked by the same
 * cases (entitlement.test-data.ts).
 * @param plan the contract's where there is one, else the entitlement's
 */
export function allowanceOf(
  entitlement: Entitlement,
  contract: Contract | null,
  plan: Plan,
  nowMs: number,
): Allowance {
  const terms = contract ?? entitlement;
  const graceEndsAt = contract === null ? entitlement.graceEndsAt : null;
  const { seats, simLines, lists, historyDays, features } = plan.allows;
  return {
    planId: plan.id,
    planName: plan.name,
    state: graceEndsAt === null ? "open" : nowMs < Date.parse(graceEndsAt) ? "grace" : "read_only",
    graceEndsAt,
    seats: terms.seats ?? seats,
    simLines: simLines === null ? null : simLines + terms.extraSimLines,
    lists,
    historyDays,
    features: [...features],
  };
}

/** Whether the plan opens a feature. */
export function allows(allowance: Pick<Allowance, "features">, feature: Feature): boolean {
  return allowance.features.includes(feature);
}

/** What an organization has of what plans bound. */
export const usageSchema = z.object({
  /** Members and open invitations. */
  seats: z.int(),
  simLines: z.int(),
  lists: z.int(),
});
export type Usage = z.infer<typeof usageSchema>;

/** What is more than another plan would allow. */
export const excessSchema = z.object({
  what: z.enum(["seats", "simLines", "lists"]),
  used: z.int(),
  allowed: z.int(),
});
export type Excess = z.infer<typeof excessSchema>;

/** What is used beyond limits, in the order in which people read it. Empty: all fits. */
export function excessOver(
  usage: Usage,
  limits: Pick<PlanAllows, "seats" | "simLines" | "lists">,
): Excess[] {
  return excessSchema.shape.what.options.flatMap((what) => {
    const allowed = limits[what];
    return allowed !== null && usage[what] > allowed ? [{ what, used: usage[what], allowed }] : [];
  });
}
