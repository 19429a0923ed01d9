import type { TIME_ZONE_SOURCES } from "#shared/leads";
import { haveOneClock } from "./haveOneClock.ts";
import { zonesOfState } from "#shared/states";
import { isNorthAmerican, zoneOfNumber } from "./zoneOfNumber.ts";
import { zoneOfPostalCode } from "./zoneOfPostalCode.ts";

/** What told a lead's time zone. */
export type TimeZoneSource = (typeof TIME_ZONE_SOURCES)[number];

/** Where a lead is, as far as that is known. */
export interface Place {
  /** Two-letter code of a US state or a Canadian province; anything else tells nothing. */
  readonly state: string | null;
  readonly postalCode: string | null;
  /** E.164 */
  readonly phone: string;
}

/**
 * The time zone of a lead and what told it, or null where that is unsure: the postal code first, then the
 * state where all of it keeps one clock, then the number. Parts that contradict each other tell nothing.
 * Where the number is another country's, a postal code is believed with its state alone: others have
 * codes of five digits too.
 */
export function placeTimeZone(
  place: Place,
): { timeZone: string; source: "postal_code" | "state" | "number" } | null {
  const ofState = zonesOfState(place.state);
  const fits = (zone: string) => ofState.some((other) => haveOneClock([zone, other]));
  const ofCode = zoneOfPostalCode(place.postalCode);
  if (ofCode !== undefined && ofState.length > 0) {
    return fits(ofCode) ? { timeZone: ofCode, source: "postal_code" } : null;
  }
  if (isNorthAmerican(place.phone)) {
    if (ofCode !== undefined) return { timeZone: ofCode, source: "postal_code" };
    const [timeZone] = ofState;
    if (timeZone !== undefined && haveOneClock(ofState)) return { timeZone, source: "state" };
  }
  const timeZone = zoneOfNumber(place.phone);
  if (timeZone === undefined || (ofState.length > 0 && !fits(timeZone))) return null;
  return { timeZone, source: "number" };
}
