import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stripe } from "stripe";
import { cleanUp } from "#sandbox/stripe/contract/cleanUp";
import { goldenCases } from "#sandbox/stripe/contract/goldenCases";
import { replayCase } from "#sandbox/stripe/contract/replayCase";
import { startStripe } from "#sandbox/stripe/startStripe";

const HELP = `npm run contract -- stripe

Replays what Stripe promises in its documents (sandbox/src/stripe/contract): on the sandbox, and where STRIPE_CONTRACT_KEY
holds the secret key of a test account (sk_test_…) on that account, where everything that was made is removed again.`;

const SANDBOX_KEY = "sk_test_contract";

process.exitCode = await main(process.argv.slice(2));

/** Runs `npm run contract`; answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(HELP);
    return 0;
  }
  const key = process.env["STRIPE_CONTRACT_KEY"] || undefined;
  if (args.length !== 1 || args[0] !== "stripe") {
    console.error(HELP);
    return 2;
  }
  if (key !== undefined && !key.startsWith("sk_test_")) {
    console.error("STRIPE_CONTRACT_KEY is not the secret key of a test account (sk_test_…).");
    return 2;
  }
  const onSandbox = await replayOnSandbox();
  if (key === undefined) {
    console.log(
      "\nThe sandbox alone was asked. To ask Stripe too, set STRIPE_CONTRACT_KEY to a test account's secret key.",
    );
    return onSandbox === 0 ? 0 : 1;
  }
  const stripe = new Stripe(key, { telemetry: false, maxNetworkRetries: 2 });
  const onStripe = await replayAll("a real test account at api.stripe.com", stripe);
  return onSandbox + onStripe === 0 ? 0 : 1;
}

async function replayOnSandbox(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), "stripe-contract-"));
  const running = await startStripe({ dataDir, apiKey: SANDBOX_KEY, log: console.error });
  try {
    const { hostname, port } = new URL(running.url);
    const options = { host: hostname, port, protocol: "http", telemetry: false } as const;
    return await replayAll("the sandbox", new Stripe(SANDBOX_KEY, options));
  } finally {
    await running.stop();
    await rm(dataDir, { recursive: true });
  }
}

/** Replays every case; answers how many were not as they should be. */
async function replayAll(where: string, stripe: Stripe): Promise<number> {
  console.log(`\nOn ${where}, version ${Stripe.API_VERSION}:`);
  const made = new Map<string, string>();
  let failures = 0;
  try {
    for (const golden of goldenCases) {
      const difference = await replayCase(stripe, golden, (object, id) => made.set(id, object));
      console.log(`  ${difference === undefined ? "as promised" : "NOT SO    "}  ${golden.name}`);
      if (difference === undefined) continue;
      failures += 1;
      console.log(`               ${difference}\n               ${golden.doc}`);
    }
  } finally {
    const left = await cleanUp(stripe, made);
    if (left.length > 0) console.log(`  Left there: ${left.join(", ")}`);
  }
  console.log(`  ${goldenCases.length - failures} of ${goldenCases.length} as promised.`);
  return failures;
}
