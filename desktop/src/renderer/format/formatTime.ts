const LOCALE = "en-US";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALE, options);
  formats.set(key, made);
  return made;
}

/** The clock in a zone: `9:12 AM`. Null where the zone is unknown to this computer. */
export function localTime(at: Date, timeZone: string): string | null {
  try {
    return formatOf({ hour: "numeric", minute: "2-digit", timeZone }).format(at);
  } catch {
    return null;
  }
}

/** The zone's short name at that moment: `PST`. */
export function zoneName(at: Date, timeZone: string): string | null {
  try {
    const parts = formatOf({ timeZone, timeZoneName: "short" }).formatToParts(at);
    return parts.find((part) => part.type === "timeZoneName")?.value ?? null;
  } catch {
    return null;
  }
}

/** When something was, as short as it stays clear: `9:12 AM` today, `Nov 21, 9:12 AM`, `Nov 21, 2025`. */
export function formatMoment(iso: string, now: Date): string {
  const at = new Date(iso);
  if (at.toDateString() === now.toDateString())
    return formatOf({ hour: "numeric", minute: "2-digit" }).format(at);
  if (at.getFullYear() === now.getFullYear())
    return formatOf({ month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }).format(
      at,
    );
  return formatDay(iso);
}

/** The whole of a moment, by this computer's clock: `Nov 21, 2026, 9:12:05 AM PST`. */
export function formatFullMoment(iso: string): string {
  return formatOf({
    month: "short",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(new Date(iso));
}

/** A day to come, by a clock of this zone: `Mon, Nov 30`. */
export function formatDate(at: Date, timeZone: string): string {
  return formatOf({ weekday: "short", month: "short", day: "numeric", timeZone }).format(at);
}

/** A day: `Nov 21, 2026`. */
export function formatDay(iso: string): string {
  return formatOf({ month: "short", day: "numeric", year: "numeric" }).format(new Date(iso));
}

/** How long something took: `0:07`, `12:34`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** The start of this computer's day. */
export function startOfDay(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate());
}

/** A moment to come, by the clock of a zone: `Tue, Nov 24, 9:00 AM`. */
export function formatDue(at: Date, timeZone: string): string {
  return formatOf({
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
  }).format(at);
}
