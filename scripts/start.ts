import { fileURLToPath } from "node:url";
import { Endings } from "./start/Endings.ts";
import { forceStop } from "./start/forceStop.ts";
import { onStopSignal } from "./start/onStopSignal.ts";
import {
  parseStartFlags,
  START_USAGE,
  UsageError,
  type StartFlags,
} from "./start/parseStartFlags.ts";
import { printSummary } from "./start/printSummary.ts";
import { showApp } from "./start/showApp.ts";
import { startStack } from "./start/startStack.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

process.exit(await main(process.argv.slice(2)));

/** Runs `npm start` until it is asked to end; answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const flags = parseStartFlags(args);
    if (flags.help) {
      console.log(START_USAGE);
      return 0;
    }
    return await run(flags);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${START_USAGE}`);
    return 2;
  }
}

function tell(line: string): void {
  console.log(line);
}

async function run(flags: StartFlags): Promise<number> {
  const endings = new Endings(tell);
  const asked = new AbortController();
  const stopAsked = new Promise<string>((resolve) => {
    onStopSignal(
      (reason) => {
        tell(`\nStopping (${reason}) …`);
        asked.abort();
        resolve(reason);
      },
      () => {
        tell("Forced.");
        forceStop(flags.dataDir);
        process.exit(130);
      },
    );
  });
  try {
    tell(`SalesPulse, the world in ${flags.dataDir}`);
    const started = performance.now();
    const { stack, broken } = await startStack({
      root,
      flags,
      endings,
      tell,
      signal: asked.signal,
    });
    if (flags.desktop) endings.add(await showApp(stack, tell, asked.signal));
    printSummary(stack, flags.dataDir, performance.now() - started);
    const failure = await Promise.race([stopAsked.then(() => undefined), broken]);
    if (failure === undefined) return 0;
    console.error(`\n${failure}`);
    return 1;
  } catch (error) {
    if (asked.signal.aborted) return 0;
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await endings.run();
    tell("Stopped.");
  }
}
