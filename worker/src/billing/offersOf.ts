import type { Billing } from "#shared/billing";
import type { AddOnPrice, Catalogue } from "#shared/plans";

/**
 * What is for sale.
 * @param prices Stripe's prices by lookup key; what has none is shown and not sold
 */
export function offersOf(
  { plans, sim, voice }: Catalogue,
  prices: ReadonlyMap<string, string>,
  hasVoice: boolean,
): Pick<Billing, "plans" | "sim" | "voice"> {
  const addOn = ({ lookupKey, amountCents, lines }: AddOnPrice) => ({
    priceId: prices.get(lookupKey) ?? null,
    amountCents,
    lines,
  });
  const addOns = (offered: { name: string; single: AddOnPrice; bundle: AddOnPrice }) => ({
    name: offered.name,
    single: addOn(offered.single),
    bundle: addOn(offered.bundle),
  });
  return {
    plans: plans.map(({ id, name, says, price, contact, allows }) => ({
      id,
      name,
      says,
      priceId: price === null ? null : (prices.get(price.lookupKey) ?? null),
      amountCents: price?.amountCents ?? null,
      seats: price?.seats ?? null,
      contact,
      allows,
    })),
    sim: addOns(sim),
    voice: hasVoice ? addOns(voice) : null,
  };
}
