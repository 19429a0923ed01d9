import { lookup } from "zipcode-to-timezone";

/** States and territories that keep one time zone throughout (IANA tz database; USPS codes). */
const ZONE_OF_STATE: Readonly<Record<string, string>> = {
  ...zone("America/New_York", "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV"),
  ...zone("America/Chicago", "AL AR IA IL LA MN MO MS OK WI"),
  ...zone("America/Denver", "CO MT NM UT WY"),
  ...zone("America/Los_Angeles", "CA NV WA"),
  ...zone("Pacific/Honolulu", "HI"),
  ...zone("America/Puerto_Rico", "PR"),
  ...zone("America/St_Thomas", "VI"),
  ...zone("Pacific/Guam", "GU"),
  ...zone("Pacific/Saipan", "MP"),
  ...zone("Pacific/Pago_Pago", "AS"),
};

function zone(timeZone: string, states: string): Record<string, string> {
  return Object.fromEntries(states.split(" ").map((state) => [state, timeZone]));
}

/**
 * The time zone of a US place and what told it, or null where that is unsure: the postal code
 * first, then the state where all of it keeps one zone. Spreadsheets take leading zeros off postal
 * codes, so three and four digits are read with them.
 */
export function placeTimeZone(place: {
  state: string | null;
  postalCode: string | null;
}): { timeZone: string; source: "postal_code" | "state" } | null {
  const digits = /^(\d{3,5})(?:-\d{4})?$/.exec(place.postalCode ?? "")?.[1];
  if (digits !== undefined) {
    const timeZone = lookup(digits.padStart(5, "0"));
    if (typeof timeZone === "string") return { timeZone, source: "postal_code" };
  }
  const timeZone = ZONE_OF_STATE[place.state?.toUpperCase() ?? ""];
  return timeZone === undefined ? null : { timeZone, source: "state" };
}
