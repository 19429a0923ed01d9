import { findPrices } from "../../worker/src/clients/stripe/findPrices.ts";

/** Throws with a line for each price at Stripe that is not what data/plans.yml says. @param env the Worker's settings */
export async function refuseOtherPrices(env: Readonly<Record<string, string>>): Promise<void> {
  const { STRIPE_API_URL = "", ...settings } = env;
  const found = await findPrices({ ...settings, STRIPE_API_URL });
  if (found.ok) return;
  const problems = found.problems.map((problem) => `  ${problem}`).join("\n");
  throw new Error(
    `Stripe's prices are not what data/plans.yml says:\n${problems}\nnpm run stripe:sync makes them match, and prints the settings that name them.`,
  );
}
