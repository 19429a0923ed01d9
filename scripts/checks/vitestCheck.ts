import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Check } from "./Check.ts";
import { runCommand } from "./runCommand.ts";

/** What we read of vitest's JSON report (vitest's docs: JSON reporter, Jest's format). */
export const vitestReportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Runs one of vitest's projects. */
export function vitestCheck(project: string, title: string): Check {
  return {
    name: project,
    title,
    run: async ({ root, signal }) => {
      const folder = await mkdtemp(join(tmpdir(), "salespulse-report-"));
      try {
        const file = join(folder, "report.json");
        const { code, output } = await runCommand(
          `vitest run --project ${project} --reporter=default --reporter=json --outputFile.json="${file}"`,
          { cwd: root, signal },
        );
        const counts = countVitest(await readFile(file, "utf8").catch(() => undefined), code);
        return { ...counts, output };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Counts a vitest report. A file that failed without a failing test (it did not load) counts as one failure, and
 * so does an exit code that no failure explains: an unhandled rejection, or no report at all.
 */
export function countVitest(
  report: string | undefined,
  exitCode: number,
): { passed: number; failed: number; skipped: string[] } {
  const files =
    report === undefined ? [] : vitestReportSchema.parse(JSON.parse(report)).testResults;
  const tests = files.flatMap((file) => file.assertionResults);
  const unloaded = files.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failed = tests.filter(({ status }) => status === "failed").length + unloaded.length;
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: tests
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName),
  };
}
