import { describe, expect, it } from "vitest";
import { countPlaywright } from "./countPlaywright.ts";
import { countVitest } from "./vitestCheck.ts";

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map((test, index) => ({ fullName: `test ${index}`, status: test })),
});
const vitest = (...testResults: unknown[]) => JSON.stringify({ testResults });

describe("a vitest report", () => {
  it("counts tests, and names the skipped", () => {
    const report = vitest(file("failed", "passed", "failed"), file("passed", "passed", "skipped"));
    expect(countVitest(report, 1)).toEqual({ passed: 2, failed: 1, skipped: ["test 1"] });
  });

  it("counts a file that did not load as a failure", () => {
    const report = vitest(file("failed"), file("passed", "passed"));
    expect(countVitest(report, 1)).toEqual({ passed: 1, failed: 1, skipped: [] });
  });

  it("fails for a bad exit that nothing in it explains", () => {
    expect(countVitest(vitest(file("passed", "passed")), 1)).toMatchObject({ failed: 1 });
    expect(countVitest(undefined, 1)).toMatchObject({ failed: 1 });
  });
});

const suite = (...statuses: string[]) => ({
  specs: statuses.map((status, index) => ({
    title: `spec ${index}`,
    tests: [{ projectName: "web", status }],
  })),
});
const playwright = (errors: unknown[], ...suites: unknown[]) => JSON.stringify({ suites, errors });

describe("a Playwright report", () => {
  it("counts specs at every depth, and names the skipped", () => {
    const report = playwright([], { suites: [suite("expected", "unexpected")] }, suite("skipped"));
    expect(countPlaywright(report, 1)).toEqual({ passed: 1, failed: 1, skipped: ["[web] spec 0"] });
  });

  it("takes a flaky spec for a failed one", () => {
    expect(countPlaywright(playwright([], suite("flaky")), 0)).toMatchObject({ failed: 1 });
  });

  it("fails for an error outside the specs, and for a bad exit that nothing in it explains", () => {
    const broken = playwright([{ message: "no such file" }], suite("expected"));
    expect(countPlaywright(broken, 1)).toMatchObject({ passed: 1, failed: 1 });
    expect(countPlaywright(playwright([], suite("expected")), 1)).toMatchObject({ failed: 1 });
    expect(countPlaywright(undefined, 1)).toMatchObject({ failed: 1 });
  });
});
