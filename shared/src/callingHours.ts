/** Calls may begin from 8:00 and before 21:00 on the lead's own clock (47 CFR 64.1200(c)(1)). */
export const FIRST_CALLING_HOUR = 8;
export const LAST_CALLING_HOUR = 21;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The hour (0 to 23) and minute on the clock of an IANA time zone. @throws RangeError for an unknown zone */
export function localTime(timeZone: string, at: Date): { hour: number; minute: number } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
    });
    clocks.set(timeZone, clock);
  }
  const parts = clock.formatToParts(at);
  const value = (type: "hour" | "minute") =>
    Number(parts.find((part) => part.type === type)?.value ?? Number.NaN);
  return { hour: value("hour"), minute: value("minute") };
}

/** Whether a call may begin at this moment by the lead's own clock. @throws RangeError for an unknown zone */
export function isCallingHour(timeZone: string, at: Date): boolean {
  const { hour } = localTime(timeZone, at);
  return hour >= FIRST_CALLING_HOUR && hour < LAST_CALLING_HOUR;
}

/** Whether a text names a time zone that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
