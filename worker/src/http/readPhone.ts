import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** A number as typed in E.164, or null for what is none. Numbers without a country are read as US ones. */
export function readPhone(typed: string): string | null {
  const phone = parsePhoneNumberFromString(typed, "US");
  return phone?.isValid() === true ? phone.number : null;
}
