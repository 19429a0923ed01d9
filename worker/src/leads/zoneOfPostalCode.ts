import { zoneOfZip } from "./zipZones.ts";

/**
 * The clocks that all of a letter's postal codes in Canada keep. Told of none where Labrador, the Magdalen
 * Islands, north-western Ontario, Lloydminster, or the Kootenay and Peace regions keep another.
 */
const CANADA: Readonly<Record<string, string>> = {
  B: "America/Halifax",
  C: "America/Halifax",
  E: "America/Halifax",
  H: "America/Toronto",
  J: "America/Toronto",
  K: "America/Toronto",
  L: "America/Toronto",
  M: "America/Toronto",
  N: "America/Toronto",
  R: "America/Winnipeg",
  T: "America/Edmonton",
  Y: "America/Whitehorse",
};

/**
 * A US postal code as it was before a spreadsheet took its leading zeros: three and four digits are read
 * with them. Any other text stays.
 */
export function restoreZeros(postalCode: string): string {
  const [, digits, more = ""] = /^(\d{3,4})(-\d{4})?$/.exec(postalCode) ?? [];
  return digits === undefined ? postalCode : digits.padStart(5, "0") + more;
}

/** The IANA time zone of a postal code of the US or Canada, or undefined where that is not known. */
export function zoneOfPostalCode(postalCode: string | null): string | undefined {
  const zip = /^(\d{5})(?:-?\d{4})?$/.exec(restoreZeros(postalCode ?? ""))?.[1];
  if (zip !== undefined) return zoneOfZip(zip);
  const district = /^([A-Z])(\d)[A-Z] ?\d[A-Z]\d$/.exec(postalCode?.toUpperCase() ?? "");
  if (district === null) return undefined;
  const [, letter = "", digit = ""] = district;
  if (letter === "V" && digit >= "2") return "America/Vancouver";
  return CANADA[letter];
}
