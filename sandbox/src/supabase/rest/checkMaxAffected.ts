import type { Preferences } from "./parse/parsePreferences.ts";
import { RestError } from "./RestError.ts";
import type { StatementResult } from "./runStatement.ts";

/** `maxAffected()`: throws PGRST124 (400) for more rows than that, so that the statement is undone. */
export function checkMaxAffected(preferences: Preferences, { returned }: StatementResult): void {
  const most = preferences["max-affected"];
  if (preferences.handling !== "strict" || most === undefined || returned <= Number(most)) return;
  throw new RestError(400, {
    code: "PGRST124",
    message: "Query result exceeds max-affected preference constraint",
    details: `The query affects ${returned} rows`,
  });
}
