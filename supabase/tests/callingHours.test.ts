import { CALLING_HOURS_CASES } from "#shared/callingHours.test-data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

describe("calling hours in the database", () => {
  it.each(CALLING_HOURS_CASES)("%s: %s at %s is open: %s", async (_, timeZone, at, isOpen) => {
    const { rows } = await database.superuser.query(
      `select private.is_calling_hour($1, $2) as hour, d.is_open, d.ends_at > $2::timestamptz as ends,
         private.is_calling_hour($1, d.opens_at) as opens, private.is_calling_hour($1, d.ends_at) as after_end,
         private.is_calling_hour($1, d.ends_at - interval '1 microsecond') as before_end,
         d.opens_at = $2::timestamptz or not private.is_calling_hour($1, d.opens_at - interval '1 microsecond') as first
       from private.calling_day($1, $2) d`,
      [timeZone, at],
    );
    expect(rows).toEqual([
      {
        hour: isOpen,
        is_open: isOpen,
        ends: true,
        opens: true,
        after_end: false,
        before_end: true,
        first: true,
      },
    ]);
  });

  it.each([[null], ["Nowhere/Land"], [""]])(
    "%j has no calling day, and stops nobody else's",
    async (zone) => {
      const { rows } = await database.superuser.query(
        "select * from private.calling_day($1, '2026-11-23T17:00:00Z')",
        [zone],
      );
      expect(rows).toEqual([{ is_open: null, ends_at: null, opens_at: null }]);
    },
  );
});
