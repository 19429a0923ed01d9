import { isEmail, isPhone, isZoneName } from "./cellKinds.ts";
import { knowsHeader } from "./matchColumns.ts";

/** How many rows below the first are looked at. */
const LOOKED = 50;

/**
 * Whether the first row names the columns. A number or an address to reach somebody is nobody's name for
 * a column; a header that is known is one; after that a number above nothing but numbers is data.
 */
export function hasHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const cells = first.map((cell) => cell.trim());
  if (cells.some((cell) => isPhone(cell) || isEmail(cell) || isZoneName(cell))) return false;
  if (cells.some((cell) => knowsHeader(cell))) return true;
  const looked = rest.slice(0, LOOKED);
  return !cells.some((cell, column) => {
    const below = looked.map((row) => row[column]?.trim() ?? "").filter((text) => text !== "");
    return isNumber(cell) && below.length > 0 && below.every((text) => isNumber(text));
  });
}

function isNumber(text: string): boolean {
  return /^[-+]?[\d.,]+$/.test(text);
}
