import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDatabase } from "#sandbox/postgres/createDatabase";
import type { RunningPostgres } from "#sandbox/postgres/startPostgres";
import { startThrowawayPostgres } from "#sandbox/postgres/startThrowawayPostgres";
import { withClient } from "#sandbox/postgres/withClient";
import { applyMigrations } from "./applyMigrations.ts";
import { bootstrapSupabase } from "./bootstrap/bootstrapSupabase.ts";
import { rolePasswords } from "./bootstrap/rolePasswords.ts";

let postgres: RunningPostgres;
let superuserUrl = "";
let migrationsDir = "";
let count = 0;

beforeAll(async () => {
  postgres = await startThrowawayPostgres();
  const clusterUrl = postgres.superuserUrl();
  await bootstrapSupabase({ superuserUrl: clusterUrl, passwords: rolePasswords(clusterUrl) });
});
afterAll(async () => postgres.stop());

beforeEach(async () => {
  migrationsDir = await mkdtemp(join(tmpdir(), "salespulse-migrations-"));
  count += 1;
  superuserUrl = await createDatabase({
    superuserUrl: postgres.superuserUrl(),
    name: `migrations_${count}`,
    owner: "postgres",
  });
  return async () => rm(migrationsDir, { recursive: true });
});

const migration = (file: string, sql: string): Promise<void> =>
  writeFile(join(migrationsDir, file), sql);

const apply = (): Promise<string[]> => applyMigrations({ superuserUrl, migrationsDir });

async function rows(sql: string): Promise<unknown[]> {
  return withClient(
    superuserUrl,
    async (client) => (await client.query({ text: sql, rowMode: "array" })).rows,
  );
}

test("files run in order as postgres, once, and are recorded as the CLI records them", async () => {
  await migration("2_fill.sql", "insert into notes values (1);\ninsert into notes values (2);");
  await migration("1_notes.sql", "create table notes (id int); -- the first");
  expect(await apply()).toEqual(["1", "2"]);
  expect(await apply()).toEqual([]);
  expect(await rows("select id from notes")).toEqual([[1], [2]]);
  expect(await rows("select tableowner from pg_tables where tablename = 'notes'")).toEqual([
    ["postgres"],
  ]);
  expect(
    await rows("select version, name, statements from supabase_migrations.schema_migrations"),
  ).toEqual([
    ["1", "notes", ["create table notes (id int)"]],
    ["2", "fill", ["insert into notes values (1)", "insert into notes values (2)"]],
  ]);
});

test("a failing file names file, line and reason, and leaves nothing; the ones before it stay", async () => {
  await migration("1_a.sql", "create table a (id int primary key);");
  await migration(
    "2_b.sql",
    "create table b (id int);\ninsert into a values (1);\n\ninsert into a\n values (1);",
  );
  await expect(apply()).rejects.toThrow(/^2_b\.sql, line 4: duplicate key .* \(23505\)/);
  expect(await rows("select to_regclass('a')::text, to_regclass('b')::text")).toEqual([
    ["a", null],
  ]);
  await migration("2_b.sql", "create table b (id int);\nselect\n  no_such from a;");
  await expect(apply()).rejects.toThrow(/^2_b\.sql, line 3: column "no_such" does not exist/);
  await migration("2_b.sql", "create table b (id int);");
  expect(await apply()).toEqual(["2"]);
});

test("a migration cannot end its own transaction", async () => {
  await migration("1_a.sql", "create table a (id int);\ncommit;");
  await expect(apply()).rejects.toThrow("1_a.sql, line 2");
  expect(await rows("select to_regclass('a')")).toEqual([[null]]);
});

test("it is not a superuser's run", async () => {
  await migration("1_a.sql", "copy (select 1) to program 'true';");
  await expect(apply()).rejects.toThrow(/1_a\.sql, line 1: permission denied/);
});

test("postgres itself may run them, as it does on hosted Supabase", async () => {
  await migration("1_a.sql", "create table a (id int);");
  const own = new URL(superuserUrl);
  own.username = "postgres";
  own.password = rolePasswords(postgres.superuserUrl()).postgres;
  expect(await applyMigrations({ superuserUrl: own.href, migrationsDir })).toEqual(["1"]);
  expect(await apply()).toEqual([]);
});

test("settings made by one file do not reach the next", async () => {
  await migration("1_a.sql", "set search_path = pg_catalog; create table public.a (id int);");
  await migration("2_b.sql", "create table b (id int);");
  await apply();
  expect(await rows("select to_regclass('public.b') is not null")).toEqual([[true]]);
});

test("two runs at once take turns", async () => {
  await migration("1_a.sql", "create table a (id int); select pg_sleep(0.1);");
  const results = await Promise.all([apply(), apply(), apply()]);
  expect(results.flat()).toEqual(["1"]);
});

test("the REST server is told to read the schema again", async () => {
  const listener = new Client({ connectionString: superuserUrl });
  await listener.connect();
  await listener.query("listen pgrst");
  const heard = new Promise((resolve) => {
    listener.once("notification", ({ payload }) => resolve(payload));
  });
  await apply();
  expect(await heard).toBe("reload schema");
  await listener.end();
});

test.each([["no-version.sql"], ["1_a.sql", "1_b.sql"]])(
  "names that leave the order open: %s",
  async (...files) => {
    for (const file of files) await migration(file, "select 1");
    await expect(apply()).rejects.toThrow(/is not named|Two migrations/);
  },
);
