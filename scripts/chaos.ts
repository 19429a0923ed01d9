import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { countMails } from "./chaos/billing/countMails.ts";
import { planLife } from "./chaos/billing/planLife.ts";
import { type FailedLife, randomOf, runLives, tryLife } from "./chaos/billing/runLives.ts";
import { shrinkLife } from "./chaos/billing/shrinkLife.ts";
import { type BillingWorld, startBillingWorld } from "./chaos/billing/startBillingWorld.ts";
import { type ChaosFlags, parseChaosFlags } from "./chaos/parseChaosFlags.ts";
import { Endings } from "./start/Endings.ts";
import { onStopSignal } from "./start/onStopSignal.ts";

const USAGE = `Usage: npm run chaos -- billing [--lives 2000] [--seed N] [--jobs 6] [--life INDEX] [--out FILE]

  Lives the lives of many subscriptions in a throw-away world where Stripe's messages come late, twice, at once, in any
  order or never, and where Stripe and the database fail in between; then says whether ours is what Stripe says.`;

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

process.exitCode = await main(process.argv.slice(2));

/** Runs `npm run chaos`; answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const flags = parseChaosFlags(args);
  if (typeof flags === "string") {
    console.error(`${flags}\n\n${USAGE}`);
    return 2;
  }
  const tell = (line: string) => console.error(line);
  const endings = new Endings(tell);
  onStopSignal(
    () => void endings.run().then(() => process.exit(130)),
    () => process.exit(130),
  );
  try {
    const { seed } = flags;
    const world = await startBillingWorld({
      root,
      endings,
      seed,
      log: process.env["CHAOS_LOG"] ? tell : () => undefined,
    });
    return flags.life === null
      ? await liveAll(world, flags, tell)
      : await liveOne(world, seed, flags.life);
  } catch (error) {
    console.error(error);
    return 1;
  } finally {
    await endings.run();
  }
}

async function liveAll(
  world: BillingWorld,
  flags: ChaosFlags,
  tell: (line: string) => void,
): Promise<number> {
  const started = performance.now();
  let ended = 0;
  const { failed, ...counts } = await runLives(world, {
    ...flags,
    onLife: () => {
      ended += 1;
      if (ended % 100 === 0) tell(`${ended} of ${flags.lives}`);
    },
  });
  const report = {
    seed: flags.seed,
    ...counts,
    faults: Object.fromEntries(world.faults),
    mails: await countMails(world),
    seconds: Math.round((performance.now() - started) / 1_000),
  };
  console.log(JSON.stringify(report, null, 2));
  if (flags.out !== undefined) await writeFile(flags.out, `${JSON.stringify(report, null, 2)}\n`);
  const [smallest] = failed.toSorted((a, b) => a.life.length - b.life.length);
  if (smallest !== undefined) await show(world, smallest, flags.seed, failed.length);
  return failed.length === 0 && report.mails.sentTwice === 0 && report.mails.unsent === 0 ? 0 : 1;
}

async function show(
  world: BillingWorld,
  { index, life, problems, steps }: FailedLife,
  seed: number,
  count: number,
): Promise<void> {
  console.log(
    `\n${count} lives failed. The shortest is life ${index}: npm run chaos -- billing --seed ${seed} --life ${index}`,
  );
  console.log([...problems, ...steps.map((step) => JSON.stringify(step))].join("\n"));
  console.log("\nThe smallest that fails still:");
  for (const step of await shrinkLife(world, life, seed)) console.log(JSON.stringify(step));
}

async function liveOne(world: BillingWorld, seed: number, index: number): Promise<number> {
  const random = randomOf(seed, index);
  const { lived, problems } = await tryLife(world, planLife(random), random);
  console.log(
    [...(lived?.steps ?? []).map((step) => JSON.stringify(step)), ...problems].join("\n"),
  );
  console.log(problems.length === 0 ? "Ours is what Stripe says." : "It is not.");
  return problems.length === 0 ? 0 : 1;
}
