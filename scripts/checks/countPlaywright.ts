import { z } from "zod";

const specSchema = z.object({
  title: z.string(),
  tests: z.array(z.object({ projectName: z.string(), status: z.string() })),
});

/** What we read of Playwright's JSON report (its JSONReport type: suites hold specs and suites). */
interface Suite {
  specs?: z.infer<typeof specSchema>[] | undefined;
  suites?: Suite[] | undefined;
}
const suiteSchema: z.ZodType<Suite> = z.object({
  specs: z.array(specSchema).optional(),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});
const reportSchema = z.object({ suites: z.array(suiteSchema), errors: z.array(z.unknown()) });

/**
 * Counts a Playwright report. Anything but an expected result or a skip is a failure; an error outside the tests,
 * or an exit code that no failure explains, counts as one.
 */
export function countPlaywright(
  report: string | undefined,
  exitCode: number,
): { passed: number; failed: number; skipped: string[] } {
  const { suites, errors } =
    report === undefined ? { suites: [], errors: [] } : reportSchema.parse(JSON.parse(report));
  const tests = suites
    .flatMap(specsOf)
    .flatMap(({ title, tests: runs }) =>
      runs.map(({ projectName, status }) => ({ name: `[${projectName}] ${title}`, status })),
    );
  const of = (...statuses: string[]) => tests.filter(({ status }) => statuses.includes(status));
  const failed = tests.length - of("expected", "skipped").length + errors.length;
  return {
    passed: of("expected").length,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: of("skipped").map(({ name }) => name),
  };
}

function specsOf(suite: Suite): z.infer<typeof specSchema>[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}
