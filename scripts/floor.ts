import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseFloorFlags } from "./floor/parseFloorFlags.ts";
import { renderFloor } from "./floor/renderFloor.ts";
import { simulateFloor } from "./floor/simulateFloor.ts";
import { Endings } from "./start/Endings.ts";
import { onStopSignal } from "./start/onStopSignal.ts";

const USAGE = `Usage: npm run floor -- [--reps 50] [--minutes 60] [--leads 20000] [--rows 5000] [--speed 12] [--seed N] [--out FILE]

  Simulates a floor of reps on the product in a throw-away world, and says whether its guarantees held.`;

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

process.exitCode = await main(process.argv.slice(2));

/** Runs `npm run floor`; answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const flags = parseFloorFlags(args);
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
    const report = await simulateFloor({ root, flags, endings, tell });
    console.log(renderFloor(report));
    if (flags.out !== undefined) await writeFile(flags.out, `${JSON.stringify(report, null, 2)}\n`);
    return report.guarantees.every(({ count }) => count === 0) ? 0 : 1;
  } catch (error) {
    console.error(error);
    return 1;
  } finally {
    await endings.run();
  }
}
