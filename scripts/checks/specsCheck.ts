import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check, CheckContext, CheckResult } from "./Check.ts";
import { countPlaywright } from "./countPlaywright.ts";
import { ensureChromium } from "./ensureChromium.ts";
import { runCommand } from "./runCommand.ts";
import { freePort, startStackUnderTest } from "./startStackUnderTest.ts";

/** The specs, in a real browser against the whole product, which must also end without leaving a process. */
export const specsCheck: Check = {
  name: "e2e",
  title: "end-to-end specs",
  run: async (context) => {
    const { root, signal } = context;
    await ensureChromium(root, signal, (line) => console.log(`  ${line}`));
    const folder = await mkdtemp(join(tmpdir(), "salespulse-e2e-"));
    try {
      return await runOnStack(context, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function runOnStack({ root, signal }: CheckContext, folder: string): Promise<CheckResult> {
  const stack = await startStackUnderTest({
    root,
    signal,
    dataDir: join(folder, "data"),
    port: await freePort(),
    args: ["--fresh"],
  });
  const report = join(folder, "report.json");
  try {
    const { code, output } = await runCommand("playwright test --reporter=list,json", {
      cwd: root,
      signal,
      env: {
        E2E_ORIGIN: stack.stack.app,
        E2E_STACK: stack.stackFile,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
    });
    const counts = countPlaywright(await readFile(report, "utf8").catch(() => undefined), code);
    const { code: stopped, left } = await stack.stop();
    const clean = stopped === 0 && left.length === 0;
    const remains = left.map(({ pid, commandLine }) => `  ${pid} ${commandLine}`).join("\n");
    return {
      passed: counts.passed + (clean ? 1 : 0),
      failed: counts.failed + (clean ? 0 : 1),
      skipped: counts.skipped,
      output: `${output}\n${clean ? "" : `npm start ended with ${stopped} and left:\n${remains}\n`}${
        counts.failed > 0 || !clean ? `npm start said:\n${stack.output()}` : ""
      }`,
    };
  } catch (error) {
    await stack.stop().catch(() => undefined);
    throw error;
  }
}
