import type { Finding } from "./judgeFloor.ts";
import type { FloorReport } from "./simulateFloor.ts";

const ROUTE_WIDTH = 20;

/** A floor's report as lines for people. */
export function renderFloor(report: FloorReport): string {
  const { calls, rowsImported, answersLost, wallSeconds, events } = report;
  const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(9);
  return [
    `${calls} calls, ${rowsImported} rows imported, ${answersLost} answers lost, in ${wallSeconds} s`,
    Object.entries(events)
      .map(([name, count]) => `${name} ${count}`)
      .join(", "),
    "",
    ...report.guarantees.flatMap((finding) => renderFinding(finding, "✗")),
    ...report.remarks.flatMap((finding) => renderFinding(finding, "·")),
    "",
    `${"".padEnd(ROUTE_WIDTH)}${"count".padStart(9)}${"p50".padStart(9)}${"p95".padStart(9)}${"max".padStart(9)}`,
    ...Object.entries(report.routes).map(
      ([name, { count, p50, p95, max }]) =>
        `${name.padEnd(ROUTE_WIDTH)}${String(count).padStart(9)}${ms(p50)}${ms(p95)}${ms(max)}`,
    ),
    "",
    ...Object.entries(report.errors).map(([name, count]) => `${name}: ${count}`),
  ].join("\n");
}

/** One line, and some cases below where there are any. */
function renderFinding({ name, count, cases }: Finding, mark: string): string[] {
  return count === 0
    ? [`✓ ${name}`]
    : [`${mark} ${name}: ${count} times`, ...cases.map((each) => `    ${each}`)];
}
