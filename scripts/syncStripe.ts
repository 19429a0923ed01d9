import { Stripe } from "stripe";
import { z } from "zod";
import { createStripe } from "../worker/src/clients/stripe/createStripe.ts";
import { findPrices } from "../worker/src/clients/stripe/findPrices.ts";
import { planCatalogueSync, syncCatalogue } from "../worker/src/clients/stripe/syncCatalogue.ts";
import { describeStep } from "../worker/src/clients/stripe/SyncStep.ts";

const environmentSchema = z.object({
  STRIPE_API_KEY: z.string().trim().min(1),
  STRIPE_API_URL: z.url().default("https://api.stripe.com"),
  VOICE_ADDON_SINGLE_SIM_PRICE_ID: z.string().trim().min(1).optional(),
  VOICE_ADDON_BUNDLE_3_PRICE_ID: z.string().trim().min(1).optional(),
});

/** A fault of the surroundings, told without a stack. */
export class StripeSyncError extends Error {}

export interface StripeSyncOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Only says whether what the environment names can be sold. */
  readonly checkOnly: boolean;
  /** Whether the account may be one with real money. */
  readonly isLiveAllowed: boolean;
  /** Where Stripe shall tell its events; null leaves webhooks alone. */
  readonly webhookUrl: string | null;
  /** Asked once the plan has been shown. */
  readonly isAgreed: () => Promise<boolean>;
  readonly log: (line: string) => void;
}

/**
 * Makes the Stripe account that the environment names match data/plans.yml, showing the plan first, and prints the
 * settings that follow from it. Throws a StripeSyncError that says what is missing or wrong.
 */
export async function syncStripe(options: StripeSyncOptions): Promise<void> {
  const environment = readEnvironment(options.environment);
  const isLive = /^[rs]k_live_/.test(environment.STRIPE_API_KEY);
  if (isLive && !options.isLiveAllowed && !options.checkOnly) {
    throw new StripeSyncError("STRIPE_API_KEY is a live key: real money. Say --live to go on.");
  }
  if (options.checkOnly) {
    const found = await findPrices(environment);
    if (!found.ok) throw new StripeSyncError(found.problems.join("\n"));
    options.log(`Stripe's ${found.prices.size} prices are what data/plans.yml says.`);
    return;
  }
  try {
    await planAndSync(createStripe(environment), environment.STRIPE_API_URL, options);
  } catch (error) {
    throw explain(error, environment.STRIPE_API_URL);
  }
}

async function planAndSync(
  stripe: Stripe,
  url: string,
  { webhookUrl, isAgreed, log }: StripeSyncOptions,
): Promise<void> {
  const plan = await planCatalogueSync(stripe, webhookUrl);
  log(`Stripe at ${url}`);
  for (const step of plan.steps) log(`  ${describeStep(step)}`);
  if (plan.steps.length === 0) log("Nothing to do.");
  else if (!(await isAgreed())) throw new StripeSyncError("Nothing was changed.");
  const { variables, webhookSecret } = await syncCatalogue(stripe, plan, (step) =>
    log(`Done: ${step.do}`),
  );
  log("\nSettings of the Worker:");
  for (const [name, id] of Object.entries(variables)) log(`${name}=${id}`);
  if (webhookSecret !== null) {
    log(`STRIPE_WEBHOOK_SECRET=${webhookSecret}`);
    log("The last one is told this once: keep it now.");
  }
}

function readEnvironment(environment: StripeSyncOptions["environment"]) {
  const result = environmentSchema.safeParse(environment);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => issue.path.join(".")))];
  throw new StripeSyncError(`Missing or unusable in the environment: ${names.join(", ")}.`);
}

function explain(error: unknown, url: string): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const cause = { cause: error };
  if (error instanceof Stripe.errors.StripeConnectionError) {
    return new StripeSyncError(`Stripe could not be reached at ${url}: ${error.message}`, cause);
  }
  if (error instanceof Stripe.errors.StripeAuthenticationError) {
    return new StripeSyncError(`Stripe refuses STRIPE_API_KEY at ${url}.`, cause);
  }
  return new StripeSyncError(`Stripe answered: ${error.message}`, cause);
}
