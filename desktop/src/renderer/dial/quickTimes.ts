import { isCallingHour, LAST_CALLING_HOUR, FIRST_CALLING_HOUR } from "#shared/callingHours";
import { formatDate } from "../format/formatTime.ts";
import { instantIn, wallTimeIn } from "../format/wallTime.ts";

/** A time that one key chooses. */
export interface QuickTime {
  readonly label: string;
  readonly at: Date;
}

const HOUR_MS = 3_600_000;

/** Times to promise a call back, by the lead's clock; one at which they may not be called is not offered. */
export function callbackTimes(now: Date, timeZone: string): readonly QuickTime[] {
  const soon = new Date(now.getTime() + HOUR_MS);
  return [
    { label: "Tomorrow 9 AM", at: morning(now, timeZone, 1) },
    { label: "Tomorrow 2 PM", at: morning(now, timeZone, 1, 14) },
    monday(now, timeZone, " 9 AM"),
    { label: "In a week", at: morning(now, timeZone, 7) },
    ...(isCallingHour(timeZone, soon) ? [{ label: "In 1 hour", at: soon }] : []),
  ];
}

/** Times at which a next step can be due, by the rep's own clock. */
export function dueTimes(now: Date, timeZone: string): readonly QuickTime[] {
  return [
    { label: "Tomorrow", at: morning(now, timeZone, 1) },
    { label: "In 2 days", at: morning(now, timeZone, 2) },
    monday(now, timeZone),
    { label: "In a week", at: morning(now, timeZone, 7) },
  ];
}

/** When calls may begin next where it is too early or too late for them now. */
export function opensAt(now: Date, timeZone: string): Date {
  const { hour } = wallTimeIn(timeZone, now);
  return morning(now, timeZone, hour >= LAST_CALLING_HOUR ? 1 : 0, FIRST_CALLING_HOUR);
}

function morning(now: Date, timeZone: string, days: number, hour = 9): Date {
  const today = wallTimeIn(timeZone, now);
  return instantIn(timeZone, { ...today, day: today.day + days, hour, minute: 0 });
}

/** The Monday that is not tomorrow; by its date where `Monday` would be taken for tomorrow, or today. */
function monday(now: Date, timeZone: string, hour = ""): QuickTime {
  const { year, month, day } = wallTimeIn(timeZone, now);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const days = (8 - weekday) % 7 || 7;
  const at = morning(now, timeZone, days === 1 ? 8 : days);
  if (weekday > 1) return { label: `Monday${hour}`, at };
  return { label: `${formatDate(at, timeZone)}${hour && `,${hour}`}`, at };
}
