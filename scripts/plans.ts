import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { carryPlans } from "./plans/carryPlans.ts";

const USAGE = `Usage: npm run plans [-- --check]

  Checks data/plans.yml and carries it into shared/src/catalogue.ts and, where what plans allow has changed, into a new
  migration. --check changes nothing and fails where something is not carried over.`;

process.exitCode = await main(process.argv.slice(2));

/** Runs `npm run plans`; answers the exit code. */
async function main(args: string[]): Promise<number> {
  const checkOnly = parse(args);
  if (checkOnly === undefined) {
    console.error(USAGE);
    return 2;
  }
  const root = fileURLToPath(new URL("..", import.meta.url));
  const carried = await carryPlans({ root, checkOnly, now: new Date() });
  if (!carried.ok) {
    for (const problem of carried.problems) console.error(problem);
    return 1;
  }
  if (checkOnly) return 0;
  if (carried.written.length === 0) console.log("Nothing to do.");
  for (const file of carried.written) console.log(`Wrote ${file}.`);
  return 0;
}

/** Whether only to check; undefined where the command line makes no sense. */
function parse(args: string[]): boolean | undefined {
  try {
    return parseArgs({ args, options: { check: { type: "boolean", default: false } } }).values
      .check;
  } catch {
    return undefined;
  }
}
