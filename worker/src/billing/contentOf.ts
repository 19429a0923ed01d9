import type { StripePrice } from "../clients/stripe/truth.ts";
import { meaningOf } from "./meaningOf.ts";

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

/** Says which price of a subscription the catalogue does not know. Nobody is given what we cannot name. */
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
  let content: Content = {
    planId: "",
    seats: null,
    simSingles: 0,
    simBundles: 0,
    extraSimLines: 0,
    monthlyCents: 0,
  };
  for (const { price, quantity } of items) {
    const meaning = meaningOf(price);
    if (meaning === null || price.unit_amount === null)
      throw new UnknownPrice(subscription, `its price ${price.id} is none of the catalogue's`);
    const monthlyCents = content.monthlyCents + price.unit_amount * quantity;
    switch (meaning.kind) {
      case "plan":
        if (content.planId !== "")
          throw new UnknownPrice(subscription, `it holds two plans, ${content.planId} and ${meaning.planId}`);
        content = {
          ...content,
          planId: meaning.planId,
          seats: meaning.isBySeat ? quantity : null,
          monthlyCents,
        };
        break;
      case "simSingle":
      case "simBundle": {
        const count = meaning.kind === "simSingle" ? "simSingles" : "simBundles";
        content = {
          ...content,
          [count]: content[count] + quantity,
          extraSimLines: content.extraSimLines + meaning.lines * quantity,
          monthlyCents,
        };
        break;
      }
      case "voice":
        content = { ...content, monthlyCents };
        break;
      default:
        return meaning satisfies never;
    }
  }
  if (content.planId === "") throw new UnknownPrice(subscription, "it holds no plan");
  return content;
}
