import { AppError } from "#shared/errors";

/**
 * An IANA time zone by its name, in the spelling of the tz database, or null for what is none. Only names
 * with a region: `EST` and `+05:00` know no daylight saving.
 */
export function findTimeZone(name: string): string | null {
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return null;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The same for a zone that a person confirms. @throws AppError `invalid_input` */
export function readTimeZone(name: string): string {
  const timeZone = findTimeZone(name);
  if (timeZone === null) {
    throw new AppError("invalid_input", "timeZone: is not a time zone", {
      fields: [{ path: "timeZone", message: "is not a time zone" }],
    });
  }
  return timeZone;
}
