import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { StripeSyncError, syncStripe } from "./syncStripe.ts";

const HELP = `npm run stripe:sync [-- FLAGS]

Makes the Stripe account of STRIPE_API_KEY match data/plans.yml: products, prices under their lookup keys, the portal.
Shows first what it would do. Nothing is deleted; a price that is no longer sold is archived, and its subscribers keep it.

  --yes          do it without asking
  --check        only say whether Stripe's prices, those in VOICE_ADDON_… too, are what data/plans.yml says
  --webhook URL  also make or mend the webhook endpoint at URL (https://…/api/webhooks/stripe)
  --live         let the key be a live one: real money
  --help         show this

STRIPE_API_URL is https://api.stripe.com unless set.`;

process.exitCode = await main(process.argv.slice(2));

/** Runs `npm run stripe:sync`; answers the exit code. */
async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        yes: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        webhook: { type: "string" },
        live: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    await syncStripe({
      environment: process.env,
      checkOnly: values.check,
      isLiveAllowed: values.live,
      webhookUrl: values.webhook === undefined ? null : new URL(values.webhook).href,
      isAgreed: async () => values.yes || (await ask()),
      log: console.log,
    });
    return 0;
  } catch (error) {
    const isUsage = error instanceof TypeError && "code" in error;
    if (!(error instanceof StripeSyncError) && !isUsage) throw error;
    console.error(error.message);
    return isUsage ? 2 : 1;
  }
}

async function ask(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error("Say --yes to do it.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Do it? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
