import type { checkoutRequestSchema } from "#shared/billing";
import { type Excess, excessOver, type Usage } from "#shared/entitlement";
import { AppError } from "#shared/errors";
import type { Plan } from "#shared/plans";
import { simMix } from "#shared/simMix";
import type { z } from "zod";
import type { Offer } from "./planChange.ts";

/** What is sold, and what of it is taken. */
type Shop = Offer & { readonly usage: Usage };

type Request = Pick<z.output<typeof checkoutRequestSchema>, "priceId" | "seats" | "extraSimLines">;

/**
 * What is bought, price by price: the plan, or its seats, and the cheapest mix of SIM lines.
 * @throws AppError `invalid_input` for what is not sold so, `exceeds_plan` for less than is used
 */
export function orderOf(request: Request, { catalogue, prices, usage }: Shop) {
  const plan = catalogue.plans.find(
    ({ price }) => price !== null && prices.get(price.lookupKey) === request.priceId,
  );
  if (plan === undefined) throw refused("priceId", "is no plan's price");
  const seats = seatsOf(plan, request.seats, usage);
  const mix = simMix(request.extraSimLines, catalogue.sim);
  const { allows } = plan;
  const excess = excessOver(usage, {
    seats: seats ?? allows.seats,
    simLines: allows.simLines === null ? null : allows.simLines + mix.lines,
    lists: allows.lists,
  });
  if (excess.length > 0) throw exceeding(excess);
  const addOns = [
    { price: priceOf(prices, catalogue.sim.single.lookupKey), quantity: mix.singles },
    { price: priceOf(prices, catalogue.sim.bundle.lookupKey), quantity: mix.bundles },
  ];
  return [
    { price: request.priceId, quantity: seats ?? 1 },
    ...addOns.filter(({ quantity }) => quantity > 0),
  ];
}

function seatsOf({ price }: Plan, wished: number | undefined, usage: Usage): number | null {
  const sold = price?.seats ?? null;
  if (sold === null) {
    if (wished !== undefined) throw refused("seats", "are not sold with this plan");
    return null;
  }
  const seats = wished ?? Math.max(sold.min, usage.seats);
  if (seats < sold.min || seats > sold.max)
    throw refused("seats", `must be from ${sold.min} to ${sold.max}`);
  return seats;
}

function priceOf(prices: ReadonlyMap<string, string>, lookupKey: string): string {
  const price = prices.get(lookupKey);
  if (price === undefined) throw new AppError("unavailable", undefined, { cause: lookupKey });
  return price;
}

function refused(path: string, message: string): AppError {
  return new AppError("invalid_input", `${path}: ${message}`, { fields: [{ path, message }] });
}

function exceeding(excess: readonly Excess[]): AppError {
  return new AppError("exceeds_plan", undefined, {
    fields: excess.map(({ what, used, allowed }) => ({
      path: what,
      message: `${used} are used, ${allowed} would be allowed`,
    })),
  });
}
