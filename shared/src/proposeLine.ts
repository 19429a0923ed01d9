import { areaCodeOf, stateOfAreaCode } from "./areaCodes.ts";
import type { Lead } from "./leads.ts";
import type { Line } from "./playbook.ts";
import { distanceKm } from "./stateCentroids.ts";

/**
 * The line to call a lead under: of the active lines that are the rep's own or anyone's, one with the
 * area code of the lead's number, else the one whose state or province lies nearest to the lead's;
 * among equals the rep's own. Null where there is no line.
 */
export function proposeLine(
  lines: readonly Line[],
  lead: Pick<Lead, "phone" | "state">,
  userId: string,
): Line | null {
  const areaCode = areaCodeOf(lead.phone);
  const leadState = isPlace(lead.state) ? lead.state : placeOf(areaCode);
  const ranked = lines
    .filter((line) => line.isActive && (line.userId === null || line.userId === userId))
    .map((line) => {
      const code = areaCodeOf(line.phone);
      const isSameArea = code !== undefined && code === areaCode;
      return { line, km: isSameArea ? -1 : distanceKm(leadState, placeOf(code)) };
    })
    .toSorted(
      (a, b) =>
        compare(a.km, b.km) ||
        Number(a.line.userId === null) - Number(b.line.userId === null) ||
        compare(a.line.phone, b.line.phone),
    );
  return ranked[0]?.line ?? null;
}

/** Not by subtraction: the difference of two infinite distances is no number. */
function compare<T extends number | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function placeOf(areaCode: string | undefined): string | undefined {
  return areaCode === undefined ? undefined : stateOfAreaCode(areaCode);
}

const isPlace = (state: string | null): boolean => Number.isFinite(distanceKm(state, state));
