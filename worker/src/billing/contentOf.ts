import { CATALOGUE } from "#shared/catalogue";
import { readMeaning } from "../clients/stripe/priceMeaning.ts";
import type { StripePrice } from "../clients/stripe/truth.ts";

/** What a subscription holds, in the catalogue's words. */
export interface Content {
  readonly planId: string;
  /** Bought; null for a plan that is not sold by the seat. */
  readonly seats: number | null;
  readonly simSingles: number;
  readonly simBundles: number;
  readonly extraSimLines: number;
  /** What a month of it costs, before credits and taxes. */
  readonly monthlyCents: number;
}

/** Says what of a subscription the catalogue does not know. Nobody is given what we cannot name. */
export class UnknownPrice extends Error {
  constructor(subscription: string, found: string) {
    super(`Subscription ${subscription} cannot be read: ${found}.`);
    this.name = "UnknownPrice";
  }
}

/**
 * What so many of those prices are together.
 * @throws UnknownPrice where one is none of the catalogue's, or they hold not exactly one plan
 */
export function contentOf(
  subscription: string,
  items: readonly { readonly price: StripePrice; readonly quantity: number }[],
): Content {
  const sum = { simSingles: 0, simBundles: 0, extraSimLines: 0, monthlyCents: 0 };
  let plan: Pick<Content, "planId" | "seats"> | null = null;
  for (const { price, quantity } of items) {
    const meaning = readMeaning(price);
    if (meaning === null || price.unit_amount === null)
      throw new UnknownPrice(subscription, `its price ${price.id} is none of the catalogue's`);
    sum.monthlyCents += price.unit_amount * quantity;
    if ("plan" in meaning) {
      if (plan !== null) throw new UnknownPrice(subscription, "it holds two plans");
      plan = planPart(subscription, meaning, quantity);
    } else if (meaning.addOn === "sim_single" || meaning.addOn === "sim_bundle") {
      sum[meaning.addOn === "sim_single" ? "simSingles" : "simBundles"] += quantity;
      sum.extraSimLines += meaning.lines * quantity;
    }
  }
  if (plan === null) throw new UnknownPrice(subscription, "it holds no plan");
  return { ...plan, ...sum };
}

function planPart(
  subscription: string,
  { plan, isBySeat }: { readonly plan: string; readonly isBySeat: boolean },
  quantity: number,
): Pick<Content, "planId" | "seats"> {
  if (!CATALOGUE.plans.some(({ id }) => id === plan))
    throw new UnknownPrice(subscription, `there is no plan ${plan}`);
  return { planId: plan, seats: isBySeat ? quantity : null };
}
