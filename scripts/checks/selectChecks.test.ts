import { expect, it } from "vitest";
import { type Check, holds } from "./Check.ts";
import { selectChecks } from "./selectChecks.ts";

const checks = ["lint", "build", "unit", "database"].map((name): Check => {
  return { name, title: name, run: async () => holds(true, "") };
});
const names = (chosen: readonly Check[] | string) =>
  typeof chosen === "string" ? chosen : chosen.map(({ name }) => name);

it("takes all when none is named", () => {
  expect(names(selectChecks(checks, []))).toEqual(["lint", "build", "unit", "database"]);
});

it("takes the named ones in their own order, with the build where they need it", () => {
  expect(names(selectChecks(checks, ["unit", "lint"]))).toEqual(["lint", "build", "unit"]);
  expect(names(selectChecks(checks, ["database"]))).toEqual(["database"]);
});

it("names an unknown one and the known ones", () => {
  expect(selectChecks(checks, ["unti"])).toBe(
    "There is no check named unti. There are: lint, build, unit, database.",
  );
});
