import type { LeadField } from "#shared/leads";
import {
  isCompany,
  isEmail,
  isPersonName,
  isPhone,
  isPostalCode,
  isState,
  isStreet,
  isWords,
  isZoneName,
} from "./cellKinds.ts";

/**
 * Says which unmatched column holds which field, by what stands in it.
 * @param uses What is known already; null for a column that is open.
 * @param headed Whether the columns have names. Those that have are given only what cannot be mistaken.
 */
export function matchByContent(
  uses: readonly (LeadField | null)[],
  samples: readonly (readonly string[])[],
  headed: boolean,
): (LeadField | null)[] {
  const found = [...uses];
  const cells = uses.map((_, column) =>
    samples.map((row) => row[column]?.trim() ?? "").filter((text) => text !== ""),
  );
  const share = (column: number, fits: (text: string) => boolean) => {
    const filled = cells[column] ?? [];
    return filled.length === 0 ? 0 : filled.filter(fits).length / filled.length;
  };
  /** Gives the field to the open column that fits best, the first of equals. */
  const give = (field: LeadField, least: number, fit: (column: number) => number) => {
    if (found.includes(field)) return;
    let best = -1;
    let most = 0;
    for (let column = 0; column < found.length; column += 1) {
      if (found[column] !== null) continue;
      const score = fit(column);
      if (score >= least && score > most) [best, most] = [column, score];
    }
    if (best !== -1) found[best] = field;
  };
  const distinct = (column: number) => {
    const filled = cells[column] ?? [];
    return filled.length === 0 ? 0 : new Set(filled).size / filled.length;
  };

  // One cell alone may be chance where the column has a name that says something else.
  const enough = (column: number) => !headed || (cells[column]?.length ?? 0) >= 2;
  give("email", 0.8, (column) => (enough(column) ? share(column, isEmail) : 0));
  // In a short file one number that is wrong is already a large share.
  give("phone", headed ? 0.8 : 0.6, (column) => (enough(column) ? share(column, isPhone) : 0));
  if (headed) return found;

  give("timeZone", 0.8, (column) => share(column, isZoneName));
  give("state", 0.8, (column) => share(column, isState));
  const state = found.indexOf("state");
  // Ids look like ZIP codes too: the column beside the state is surer than any other.
  give("postalCode", 0.8, (column) =>
    share(column, isPostalCode) >= 0.8 ? 2 - Math.abs(column - state - 1) / found.length : 0,
  );
  give("address", 0.6, (column) => share(column, isStreet));
  give("city", 0.8, (column) => (column === state - 1 ? share(column, isWords) : 0));
  give("company", 0.3, (column) => share(column, isCompany));
  give("name", 0.8, (column) => share(column, isPersonName));
  if (!found.includes("name") && !found.includes("company"))
    give("name", 0.6, (column) => (share(column, isWords) >= 0.8 ? distinct(column) : 0));
  return found;
}
