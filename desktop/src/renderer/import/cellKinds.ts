import { readState } from "#shared/states";

/** What the text of a cell looks like. Each says yes only where little else looks so. */

/** Ten digits that could be a North American number, however they are written. Bare numbers need the form of one. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");
  return /^[2-9]\d{2}[2-9]\d{6}$/.test(digits) && /^[+\d\s().x-]+$/i.test(text);
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** The two-letter code of a state, territory or province. */
export function isState(text: string): boolean {
  return text.length === 2 && readState(text) !== null;
}

/** A US ZIP code, whole or with the zeros lost that spreadsheets take from its front. */
export function isPostalCode(text: string): boolean {
  return /^\d{3,5}(-\d{4})?$/.test(text);
}

/** An IANA name, as `America/New_York`. */
export function isZoneName(text: string): boolean {
  return /^[A-Z][A-Za-z]+\/[A-Z][\w+/-]*$/.test(text);
}

/** A house number and a street, or a post box. */
export function isStreet(text: string): boolean {
  return /^(\d+[A-Z]?(-\d+)?\s+\S*\p{L}|p\.?\s?o\.?\s+box\b)/iu.test(text);
}

/** Words that firms and institutions have in their names. */
export function isCompany(text: string): boolean {
  return /\b(inc|llc|ltd|corp|co|gmbh|company|group|hospital|clinic|center|centre|medical|health|school|university|college|bank|services?|solutions|partners|associates|foundation|labs?|systems|industries)\b/i.test(
    text,
  );
}

/** Two to four words of letters, each with a capital, as people are called. */
export function isPersonName(text: string): boolean {
  return /^\p{Lu}[\p{L}'’.-]*(\s+(de|van|von|la|del|di|da|bin|al|\p{Lu}[\p{L}'’.-]*)){1,3}$/u.test(
    text,
  );
}

/** Letters, spaces and the signs that stand in place names. */
export function isWords(text: string): boolean {
  return /^\p{L}[\p{L}\s'’.-]*$/u.test(text);
}
