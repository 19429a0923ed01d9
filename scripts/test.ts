import { fileURLToPath } from "node:url";
import { browserCheck } from "./checks/browserCheck.ts";
import { buildCheck } from "./checks/buildCheck.ts";
import { type Check, type CheckResult, holds } from "./checks/Check.ts";
import { selectChecks } from "./checks/selectChecks.ts";
import { specsCheck } from "./checks/specsCheck.ts";
import { staticChecks } from "./checks/staticChecks.ts";
import { vitestCheck } from "./checks/vitestCheck.ts";
import { onStopSignal } from "./start/onStopSignal.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const STILL_RUNNING_EVERY_MS = 30_000;

const checks: readonly Check[] = [
  ...staticChecks,
  buildCheck,
  browserCheck,
  vitestCheck("unit", "unit and main process"),
  vitestCheck("worker", "Worker in workerd"),
  vitestCheck("database", "database"),
  specsCheck,
];

process.exit(await main(process.argv.slice(2)));

/** Runs `npm test`; answers the exit code. */
async function main(names: readonly string[]): Promise<number> {
  const chosen = selectChecks(checks, names);
  if (typeof chosen === "string") {
    console.error(chosen);
    return 2;
  }
  const asked = new AbortController();
  onStopSignal(
    () => asked.abort(),
    () => process.exit(130),
  );
  const totals = { passed: 0, failed: 0, skipped: [] as string[] };
  for (const check of chosen) {
    const result = await runCheck(check, asked.signal);
    if (asked.signal.aborted) {
      console.log("Stopped.");
      return 130;
    }
    totals.passed += result.passed;
    totals.failed += result.failed;
    totals.skipped.push(...result.skipped);
  }
  for (const name of totals.skipped) console.log(`  skipped: ${name}`);
  const skipped = totals.skipped.length > 0 ? `, ${totals.skipped.length} skipped` : "";
  console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
  return totals.failed > 0 ? 1 : 0;
}

async function runCheck(check: Check, signal: AbortSignal): Promise<CheckResult> {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  const heartbeat = setInterval(() => {
    console.log(`  … ${check.title}, ${seconds()} s`);
  }, STILL_RUNNING_EVERY_MS);
  const result = await check.run({ root, signal }).catch((error: unknown) => {
    return holds(false, error instanceof Error ? error.message : String(error));
  });
  clearInterval(heartbeat);
  if (signal.aborted) return result;
  const { passed, failed, skipped, output } = result;
  const counts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ].join(", ");
  const mark = failed > 0 ? "✗" : "✓";
  console.log(`${mark} ${check.title.padEnd(24)} ${seconds().padStart(7)} s  ${counts}`);
  if (failed > 0) console.log(`\n${output.trimEnd()}\n`);
  return result;
}
