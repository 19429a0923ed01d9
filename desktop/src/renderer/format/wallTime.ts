/** What a clock on the wall shows. `month` and `day` count from 1; a day beyond the month runs into the next. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock of an IANA time zone shows at a moment. @throws RangeError for an unknown zone */
export function wallTimeIn(timeZone: string, at: Date): WallTime {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    clocks.set(timeZone, clock);
  }
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
  };
}

/**
 * When a zone's clock shows this. An hour that is skipped in spring counts as the one after; of an hour
 * that comes twice in autumn it is the first. @throws RangeError for an unknown zone
 */
export function instantIn(timeZone: string, wall: WallTime): Date {
  const asUtc = (time: WallTime) =>
    Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute);
  const wanted = asUtc(wall);
  const aheadMs = (ms: number) => asUtc(wallTimeIn(timeZone, new Date(ms))) - ms;
  const dayMs = 86_400_000;
  const early = wanted - aheadMs(wanted - dayMs);
  const late = wanted - aheadMs(wanted + dayMs);
  const fits = (ms: number) => asUtc(wallTimeIn(timeZone, new Date(ms))) === wanted;
  return new Date(fits(early) || !fits(late) ? early : late);
}

/** The value of a `datetime-local` field: `2026-11-24T09:00`. */
export function toField({ year, month, day, hour, minute }: WallTime): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** What stands in such a field; null where that is no time yet. */
export function fromField(text: string): WallTime | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!found) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  return { year, month, day, hour, minute };
}

/** The zone of this computer. */
export const ownTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
