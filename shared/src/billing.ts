import { z } from "zod";
import {
  allowanceSchema,
  excessSchema,
  subscriptionStatusSchema,
  usageSchema,
} from "./entitlement.ts";
import { timestamp } from "./text.ts";

/** What somebody wants their subscription to be. */
export const wishSchema = z.strictObject({
  planId: z.string().max(40),
  /** For a plan by the seat; else null. */
  seats: z.int().min(1).max(10_000).nullable(),
  /** Lines beyond those of the plan; the cheapest mix of singles and bundles is bought. */
  extraSimLines: z.int().min(0).max(1_000),
});
export type Wish = z.infer<typeof wishSchema>;

/** When a change begins: at once, or when what is paid for has ended. */
export const changeTimeSchema = z.enum(["now", "period_end"]);
export type ChangeTime = z.infer<typeof changeTimeSchema>;

/** Something for sale: a plan, or so many lines, with its price at Stripe. */
const offerSchema = z.object({
  /** Null where it is not sold here: it costs nothing, is agreed by contact, or Stripe is not set up. */
  priceId: z.string().nullable(),
  amountCents: z.int().nullable(),
});

export const planOfferSchema = offerSchema.extend({
  id: z.string(),
  name: z.string(),
  says: z.string(),
  /** Set where it is sold by the seat. */
  seats: z.object({ min: z.int(), max: z.int() }).nullable(),
  contact: z.string().nullable(),
  allows: allowanceSchema.pick({
    seats: true,
    simLines: true,
    lists: true,
    historyDays: true,
    features: true,
  }),
});
export type PlanOffer = z.infer<typeof planOfferSchema>;

export const addOnOfferSchema = offerSchema.extend({ lines: z.int() });
export type AddOnOffer = z.infer<typeof addOnOfferSchema>;

/** A subscription as Stripe last said it. */
export const subscriptionSchema = z.object({
  id: z.string(),
  planId: z.string(),
  status: subscriptionStatusSchema,
  seats: z.int().nullable(),
  simSingles: z.int(),
  simBundles: z.int(),
  extraSimLines: z.int(),
  /** What a month of it costs, before credits and taxes (cents). */
  monthlyCents: z.int(),
  currentPeriodStart: timestamp,
  currentPeriodEnd: timestamp,
  /** When it ends, where that is decided. */
  cancelAt: timestamp.nullable(),
  trialEndsAt: timestamp.nullable(),
  pastDueSince: timestamp.nullable(),
  /** What it becomes when the period ends, where that is decided. */
  scheduled: z
    .object({
      planId: z.string(),
      seats: z.int().nullable(),
      extraSimLines: z.int(),
      at: timestamp,
    })
    .nullable(),
  /** A change that waits for its payment: where that is made, and until when. */
  pendingPayment: z.object({ url: z.string(), expiresAt: timestamp }).nullable(),
  /** Changes with each change: says which state a preview was made for. */
  version: z.string(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

export const invoiceSchema = z.object({
  id: z.string(),
  number: z.string().nullable(),
  /** Stripe's: draft, open, paid, void, uncollectible. */
  status: z.string(),
  totalCents: z.int(),
  amountDueCents: z.int(),
  amountPaidCents: z.int(),
  refundedCents: z.int(),
  isDisputed: z.boolean(),
  createdAt: timestamp,
  paidAt: timestamp.nullable(),
  /** When Stripe tries again to take the payment. */
  nextAttemptAt: timestamp.nullable(),
  /** Where it is shown and paid. */
  url: z.string().nullable(),
  pdfUrl: z.string().nullable(),
});
export type Invoice = z.infer<typeof invoiceSchema>;

/** All that the Billing screen stands on but its invoices. */
export const billingSchema = z.object({
  /** Whether anything can be bought: false while Stripe is not set up, or its prices differ from ours. */
  isOpen: z.boolean(),
  plans: z.array(planOfferSchema),
  sim: z.object({ name: z.string(), single: addOnOfferSchema, bundle: addOnOfferSchema }),
  /** Null while its flag is off. */
  voice: z
    .object({ name: z.string(), single: addOnOfferSchema, bundle: addOnOfferSchema })
    .nullable(),
  allowance: allowanceSchema,
  usage: usageSchema,
  /** Whether the terms are agreed with us, whatever Stripe says. */
  isContract: z.boolean(),
  subscription: subscriptionSchema.nullable(),
  /** An invoice that waits for payment: the remedy of a past due one. */
  openInvoice: invoiceSchema.nullable(),
  /** Whether the organization is known to Stripe: it has invoices and a portal. */
  hasCustomer: z.boolean(),
  /** Who gets the mails about invoices. */
  contact: z.object({ fullName: z.string(), email: z.string() }).nullable(),
  /** When Stripe was last asked; null: never. */
  syncedAt: timestamp.nullable(),
});
export type Billing = z.infer<typeof billingSchema>;

/** Where Stripe leads back to: a page of ours. */
const returnUrl = z.url().max(2_000);

export const checkoutRequestSchema = z.strictObject({
  /** For whom: oneself or, for managers, somebody of the organization. They get the mails about invoices. */
  userId: z.uuid(),
  priceId: z.string().min(1).max(200),
  successUrl: returnUrl,
  cancelUrl: returnUrl,
  /** For a plan by the seat; missing: as many as are taken, at least the plan's least. */
  seats: z.int().min(1).max(10_000).optional(),
  extraSimLines: z.int().min(0).max(1_000).default(0),
});
export const checkoutSchema = z.object({
  sessionId: z.string(),
  /** Stripe's page, to be opened in a browser. */
  url: z.string(),
});

export const changeRequestSchema = z.strictObject({
  wish: wishSchema,
  when: changeTimeSchema,
});

const previewLineSchema = z.object({
  text: z.string(),
  /** Below zero: a credit. */
  amountCents: z.int(),
});

/** What a change would do, as Stripe reckons it. */
export const changePreviewSchema = z.object({
  /** More (paid at once), less (at the period's end unless asked otherwise), or nothing. */
  direction: z.enum(["up", "down", "none"]),
  when: changeTimeSchema,
  /** When it would begin. */
  at: timestamp,
  /** What is taken now; below zero: what is credited. */
  dueNowCents: z.int(),
  lines: z.array(previewLineSchema),
  /** A month of it from then on, before credits and taxes. */
  monthlyCents: z.int(),
  /** The mix of SIM add-ons that would be bought. */
  simSingles: z.int(),
  simBundles: z.int(),
  /** What is used beyond its limits: with any of it the change is refused. */
  excess: z.array(excessSchema),
  /** The moment that Stripe reckoned from (Unix seconds); to be sent along, so that what is shown is what is taken. */
  prorationDate: z.int(),
  version: z.string(),
});
export type ChangePreview = z.infer<typeof changePreviewSchema>;

export const changeSchema = changeRequestSchema.extend({
  /** Chosen by the caller: sent again, nothing happens twice. */
  id: z.uuid(),
  prorationDate: z.int().min(0),
  /** As the preview said it; `conflict` where the subscription has changed since. */
  version: z.string().max(200),
});
export type Change = z.infer<typeof changeSchema>;

/** How a change went. */
export const changeOutcomeSchema = z.object({
  /** `payment`: it counts once the payment is confirmed at `url`, in a browser. */
  outcome: z.enum(["done", "scheduled", "payment"]),
  url: z.string().nullable(),
  billing: billingSchema,
});
export type ChangeOutcome = z.infer<typeof changeOutcomeSchema>;

/** The next invoice as Stripe reckons it. */
export const upcomingSchema = z.object({
  at: timestamp,
  /** After credits. */
  amountDueCents: z.int(),
  lines: z.array(previewLineSchema),
});

export type Upcoming = z.infer<typeof upcomingSchema>;

export const portalRequestSchema = z.strictObject({ returnUrl });

/** Terms that operators agree with an organization. */
export const contractSchema = z.strictObject({
  planId: z.string().max(40),
  seats: z.int().min(1).max(100_000).nullable(),
  extraSimLines: z.int().min(0).max(10_000),
});
