import type { Numbers } from "./Measure.ts";

const NAME_WIDTH = 36;

/** Numbers as lines for people: `getMe.requestsPerSecond  246.5`. */
export function renderNumbers(numbers: Numbers, prefix = ""): string {
  return Object.entries(numbers)
    .map(([name, value]) => {
      const path = prefix + name;
      if (typeof value === "object" && value !== null) return renderNumbers(value, `${path}.`);
      const shown =
        typeof value === "number" ? value.toLocaleString("en-US") : (value ?? "not known");
      return `  ${path.padEnd(NAME_WIDTH)} ${shown.padStart(12)}`;
    })
    .join("\n");
}
