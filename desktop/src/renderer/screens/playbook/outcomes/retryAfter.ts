import { countOf } from "../../../format/formatCount.ts";

/** Units in which a wait is told, with their minutes; the largest that divides it evenly is used. */
export const WAIT_UNITS = { minutes: 1, hours: 60, days: 1_440 } as const;
export type WaitUnit = keyof typeof WAIT_UNITS;

/** A wait as a count of its largest even unit: 240 minutes are 4 hours. */
export function splitWait(minutes: number): { readonly count: number; readonly unit: WaitUnit } {
  const unit = minutes % 1_440 === 0 ? "days" : minutes % 60 === 0 ? "hours" : "minutes";
  return { count: minutes / WAIT_UNITS[unit], unit };
}

/** A wait in words: `4 hours`. */
export function sayWait(minutes: number): string {
  const { count, unit } = splitWait(minutes);
  return countOf(count, unit.slice(0, -1));
}
