import { afterAll, beforeAll, expect, it } from "vitest";
import { EXPORT_TABLES, NOT_EXPORTED } from "#shared/exportTables";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

it("every table and column of the database goes out in an export, or is left out by its name", async () => {
  const { rows } = await database.superuser.query<{ table: string; columns: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by a.attname::text) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by 1`,
  );
  const named = [
    ...EXPORT_TABLES.map(({ table, columns, leftOut }) => [
      table,
      [...columns, ...leftOut].toSorted(),
    ]),
    ...Object.keys(NOT_EXPORTED).map((table) => [table, null]),
  ];
  const found = rows.map(({ table, columns }) => [
    table,
    table in NOT_EXPORTED ? null : columns.toSorted(),
  ]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(named));
});

it("no column that goes out holds a hash, a token or a secret", () => {
  const columns = EXPORT_TABLES.flatMap((each) => each.columns);
  expect(columns.filter((column) => /token|hash|secret|password|salt|key_/.test(column))).toEqual(
    [],
  );
});

it("is read by keys that are unique, in an order that an index has", async () => {
  for (const { table, key, scope } of EXPORT_TABLES) {
    const { rows } = await database.superuser.query<{ columns: string[] }>(
      `select array_agg(a.attname::text order by a.attname::text) as columns
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
       where i.indrelid = $1::regclass and i.indisunique group by i.indexrelid`,
      [`public.${table}`],
    );
    const unique = rows.map(({ columns }) =>
      columns.filter((column) => column !== "organization_id").join(),
    );
    const own = [...key]
      .toSorted()
      .filter((column) => column !== "organization_id")
      .join();
    expect({ table, unique, scope }).toMatchObject({ unique: expect.arrayContaining([own]) });
  }
});
