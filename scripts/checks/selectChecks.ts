import type { Check } from "./Check.ts";

/** These run on the bundles. */
const NEED_THE_BUILD = new Set(["unit", "worker", "e2e"]);

/**
 * Picks the checks that were named, in their own order, or all when none was; with those that need the bundles
 * comes their build. Answers a sentence for the user when a name is unknown.
 */
export function selectChecks(checks: readonly Check[], names: readonly string[]): Check[] | string {
  const known = checks.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    return `There is no check named ${unknown.join(", ")}. There are: ${known.join(", ")}.`;
  }
  if (names.length === 0) return [...checks];
  const build = names.some((name) => NEED_THE_BUILD.has(name));
  return checks.filter(({ name }) => names.includes(name) || (build && name === "build"));
}
