import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** An E.164 number as people write it: US and Canadian ones nationally, others with their country code. */
export function formatPhone(e164: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return number.countryCallingCode === "1" ? number.formatNational() : number.formatInternational();
}
