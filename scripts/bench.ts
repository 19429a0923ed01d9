import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { billingMeasure } from "./bench/billingMeasure.ts";
import { claimsMeasure } from "./bench/claimsMeasure.ts";
import { flagsMeasure } from "./bench/flagsMeasure.ts";
import { idleLinesMeasure } from "./bench/idleLinesMeasure.ts";
import { importMeasure } from "./bench/importMeasure.ts";
import { liveMeasure } from "./bench/liveMeasure.ts";
import type { Measure, Numbers } from "./bench/Measure.ts";
import { pageMeasure } from "./bench/pageMeasure.ts";
import { parseBenchFlags } from "./bench/parseBenchFlags.ts";
import { parseMeasure } from "./bench/parseMeasure.ts";
import { renderNumbers } from "./bench/renderNumbers.ts";
import { searchMeasure } from "./bench/searchMeasure.ts";
import { webhooksMeasure } from "./bench/webhooksMeasure.ts";
import { workerMeasure } from "./bench/workerMeasure.ts";
import { Endings } from "./start/Endings.ts";
import { onStopSignal } from "./start/onStopSignal.ts";

const USAGE = `Usage: npm run bench -- [--only NAME]… [--rows N] [--seed N]

  Prints one JSON object: what was measured, each number beside what the machine does without us in the same run.`;

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const measures: readonly Measure[] = [
  workerMeasure,
  claimsMeasure,
  parseMeasure,
  importMeasure,
  searchMeasure,
  pageMeasure,
  idleLinesMeasure,
  flagsMeasure,
  liveMeasure,
  billingMeasure,
  webhooksMeasure,
];

process.exitCode = await main(process.argv.slice(2));

/** Runs `npm run bench`; answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const names = measures.map(({ name }) => name);
  const flags = parseBenchFlags(args, names);
  if (typeof flags === "string") {
    console.error(`${flags}\n\n${USAGE}`);
    return 2;
  }
  const tell = (line: string) => console.error(line);
  let endings = new Endings(tell);
  onStopSignal(
    () => void endings.run().then(() => process.exit(130)),
    () => process.exit(130),
  );
  const numbers: Record<string, Numbers> = {};
  let failed = false;
  for (const measure of measures) {
    if (flags.only.length > 0 && !flags.only.includes(measure.name)) continue;
    tell(`${measure.name} …`);
    endings = new Endings(tell);
    try {
      const measured = await measure.run({ ...flags, root, endings, tell });
      numbers[measure.name] = measured;
      tell(renderNumbers(measured));
    } catch (error) {
      failed = true;
      numbers[measure.name] = { error: error instanceof Error ? error.message : String(error) };
      console.error(error);
    } finally {
      await endings.run();
    }
  }
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
  };
  console.log(JSON.stringify({ rows: flags.rows, seed: flags.seed, machine, ...numbers }, null, 2));
  return failed ? 1 : 0;
}
