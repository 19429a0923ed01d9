import { z } from "zod";
import { UsageError } from "./parseStartFlags.ts";

const setting = z.string().trim().min(1);

const settingsSchema = z.object({
  STRIPE_API_KEY: setting,
  STRIPE_API_URL: z.url().default("https://api.stripe.com"),
  STRIPE_WEBHOOK_SECRET: setting.optional(),
  VOICE_ADDON_SINGLE_SIM_PRICE_ID: setting.optional(),
  VOICE_ADDON_BUNDLE_3_PRICE_ID: setting.optional(),
});

/**
 * The Worker's settings of the Stripe account that the environment names, to be used instead of the local one. Nothing
 * where it names none.
 * Throws a UsageError for one with real money: what is tried on a laptop must not cost anybody anything.
 */
export function readHostedStripe(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> | undefined {
  if (!environment["STRIPE_API_KEY"]) return undefined;
  const read = settingsSchema.safeParse(environment);
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => issue.path.join(".")))];
    throw new UsageError(`Unusable in the environment: ${names.join(", ")}.`);
  }
  if (/^[rs]k_live_/.test(read.data.STRIPE_API_KEY)) {
    throw new UsageError("STRIPE_API_KEY is a live key: npm start takes one of a sandbox alone.");
  }
  const settings = Object.entries(read.data);
  return Object.fromEntries(settings.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
