import type { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FILLED, LEAD, REP } from "#shared/fillFields.test-data";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
});
afterAll(() => database.stop());

it.each(FILLED)("tasks and mails are filled as scripts are: $text", async (each) => {
  const lead = { ...LEAD, ...each.lead };
  const { rows } = await db.query<{ filled: string }>(
    `select private.fill_fields($1, private.fields_of_lead(l, $3, $4)) as filled
     from jsonb_populate_record(null::public.leads, $2) l`,
    [each.text, JSON.stringify(lead), REP.name, REP.organization],
  );
  expect(rows[0]?.filled).toBe(each.filled);
});
