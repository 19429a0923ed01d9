import { areaCodeOf, stateOfAreaCode } from "#shared/areaCodes";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** A number as typed in E.164, or null for what is none. Numbers without a country are read as US ones. */
export function readPhone(typed: string): string | null {
  const phone = parsePhoneNumberFromString(typed, "US");
  if (phone === undefined) return null;
  return phone.isValid() || isOfNewAreaCode(phone.number) ? phone.number : null;
}

/** Area codes come into service faster than the library's tables of them. */
function isOfNewAreaCode(phone: string): boolean {
  const code = areaCodeOf(phone);
  return (
    code !== undefined && stateOfAreaCode(code) !== undefined && /^[2-9]$/.test(phone.charAt(5))
  );
}
