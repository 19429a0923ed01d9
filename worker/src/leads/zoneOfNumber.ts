import { areaCodeOf, stateOfAreaCode } from "#shared/areaCodes";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { haveOneClock } from "./haveOneClock.ts";
import { zonesOfState } from "#shared/states";

/** Area codes in which two clocks are kept or more (libphonenumber's time zones of prefixes; Labrador, Lloydminster and overlays of split codes beside). */
const SPLIT = new Set(
  (
    "208 219 270 273 308 364 367 418 423 448 458 474 541 574 581 605 606 620 639 701 709 729 775 785 " +
    "807 812 850 867 879 906 907 928 930 986 236 250 257 306 672 778"
  ).split(" "),
);

/** Codes that keep another clock than most of their state. */
const OWN: Readonly<Record<string, string>> = {
  "865": "America/New_York",
  "915": "America/Denver",
};

/** Whether a number (E.164) is one of the US, its territories or Canada, or of none, as toll-free ones. */
export function isNorthAmerican(phone: string): boolean {
  if (!phone.startsWith("+1")) return false;
  const state = stateOfAreaCode(areaCodeOf(phone) ?? "");
  return state !== undefined || ["US", "CA", undefined].includes(countryOf(phone));
}

/**
 * The IANA time zone in which a number (E.164) was given out: of the US and Canada by its area code, of
 * another country where all of that keeps one clock. Undefined where it is unsure.
 */
export function zoneOfNumber(phone: string): string | undefined {
  const code = areaCodeOf(phone);
  const state = stateOfAreaCode(code ?? "");
  if (code !== undefined && state !== undefined) {
    return SPLIT.has(code) ? undefined : (OWN[code] ?? zonesOfState(state)[0]);
  }
  return isNorthAmerican(phone) ? undefined : zoneOfCountry(countryOf(phone));
}

function countryOf(phone: string): string | undefined {
  return parsePhoneNumberFromString(phone)?.country;
}

const countries = new Map<string | undefined, string | undefined>();

function zoneOfCountry(country: string | undefined): string | undefined {
  if (country === undefined) return undefined;
  if (!countries.has(country)) {
    const zones = new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
    countries.set(country, haveOneClock(zones) ? zones[0] : undefined);
  }
  return countries.get(country);
}
