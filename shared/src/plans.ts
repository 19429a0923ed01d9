import { z } from "zod";

/** What a plan can open beside its limits: what it is called. */
export const FEATURES = {
  live_lists: "Lists that keep themselves current",
  audit_csv: "The audit trail as a file",
} as const satisfies Record<string, string>;
export type Feature = keyof typeof FEATURES;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal
export const FEATURE_KEYS = Object.keys(FEATURES) as [Feature, ...Feature[]];

/** A bound of a plan; null: none. */
const limitSchema = z.int().min(0).nullable();

/** What a plan allows. */
export const planAllowsSchema = z.strictObject({
  /** Members and open invitations. For a plan by the seat: none of its own, what is bought counts. */
  seats: limitSchema,
  /** SIM lines that it includes; add-ons come on top. */
  simLines: limitSchema,
  lists: limitSchema,
  /** How far back calls are shown; what is older is kept. */
  historyDays: limitSchema,
  features: z.array(z.enum(FEATURE_KEYS)),
});
export type PlanAllows = z.infer<typeof planAllowsSchema>;

const amountCents = z.int().min(1).max(100_000_000);
/** Stripe's name for a price that may be replaced by another: https://docs.stripe.com/products-prices/manage-prices#lookup-keys */
const lookupKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{2,60}$/, "must be lower case letters, digits and _");

const planPriceSchema = z.strictObject({
  lookupKey,
  /** A month of it, or of one seat. */
  amountCents,
  /** Set where it is sold by the seat: how many at least and at most. */
  seats: z.strictObject({ min: z.int().min(1), max: z.int().min(1) }).nullable(),
});

export const planSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z_]{1,30}$/, "must be lower case letters and _"),
  name: z.string().min(1).max(40),
  /** Whom it is for, in a sentence. */
  says: z.string().min(1).max(160),
  /** Null: it costs nothing, or is agreed by contact. */
  price: planPriceSchema.nullable(),
  /** Whom to write to where it is sold by contact; else null. */
  contact: z.email().nullable(),
  allows: planAllowsSchema,
});
export type Plan = z.infer<typeof planSchema>;

/** One thing that is added to a subscription, and how many lines one of it is. */
const addOnPriceSchema = z.strictObject({ lookupKey, amountCents, lines: z.int().min(1) });
export type AddOnPrice = z.infer<typeof addOnPriceSchema>;

const voicePriceSchema = addOnPriceSchema.extend({
  /** The setting of the Worker that names Stripe's price. */
  variable: z.enum(["VOICE_ADDON_SINGLE_SIM_PRICE_ID", "VOICE_ADDON_BUNDLE_3_PRICE_ID"]),
});

/** Everything that is sold, as data/plans.yml says it. The order of plans is from the least to the most. */
export const catalogueSchema = z.strictObject({
  currency: z.literal("usd"),
  plans: z.array(planSchema).min(1),
  /** SIM lines beyond those of the plan. */
  sim: z.strictObject({
    name: z.string(),
    single: addOnPriceSchema,
    bundle: addOnPriceSchema,
  }),
  /** Hidden until its flag is on. */
  voice: z.strictObject({
    name: z.string(),
    flag: z.literal("voice_ai_enabled"),
    single: voicePriceSchema,
    bundle: voicePriceSchema,
  }),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** The plan of that id. Throws for an id that is none: what the database names, the catalogue has. */
export function planOf(catalogue: Catalogue, id: string): Plan {
  const plan = catalogue.plans.find((candidate) => candidate.id === id);
  if (plan === undefined) throw new Error(`There is no plan ${id}.`);
  return plan;
}
