import { Stripe } from "stripe";

type Remove = (stripe: Stripe, id: string) => Promise<unknown>;

/** Clocks first: their customers, with all that is theirs, go with them. */
const REMOVE: readonly (readonly [string, Remove])[] = [
  ["test_helpers.test_clock", (stripe, id) => stripe.testHelpers.testClocks.del(id)],
  ["customer", (stripe, id) => stripe.customers.del(id)],
  ["webhook_endpoint", (stripe, id) => stripe.webhookEndpoints.del(id)],
  // Prices cannot be deleted, nor products that have some.
  ["price", (stripe, id) => stripe.prices.update(id, { active: false })],
  ["product", (stripe, id) => stripe.products.update(id, { active: false })],
];

/** Removes what replays have made, ids with their kinds, or archives it; answers what is left. */
export async function cleanUp(
  stripe: Stripe,
  made: ReadonlyMap<string, string>,
): Promise<string[]> {
  const left: string[] = [];
  for (const [kind, remove] of REMOVE) {
    for (const [id, object] of made) {
      if (object !== kind) continue;
      try {
        await remove(stripe, id);
      } catch (error) {
        const isGone =
          error instanceof Stripe.errors.StripeError &&
          (error.code === "resource_missing" || error.statusCode === 404);
        if (!isGone) left.push(id);
      }
    }
  }
  return left;
}
