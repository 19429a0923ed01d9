/** When a task that is due on a day should be done, by this computer's clock. */
const END_OF_WORK_HOUR = 17;

/** A day of this computer's clock, as date fields hold it: `2026-11-22`. */
export function dayOf(at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The end of work on such a day, in ISO 8601; null for what is no day. */
export function endOfWork(day: string): string | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const at = new Date(Number(year), Number(month) - 1, Number(date), END_OF_WORK_HOUR);
  return Number.isNaN(at.getTime()) || dayOf(at) !== day ? null : at.toISOString();
}
