import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Client, DatabaseError, escapeIdentifier } from "pg";
import { z } from "zod";
import { withClient } from "../postgres/withClient.ts";
import { splitStatements, type SqlStatement } from "./splitStatements.ts";

/** Who runs migrations on hosted Supabase: not a superuser. */
const MIGRATOR = "postgres";

/** Any fixed number: two runs at once take turns by it. */
const LOCK_KEY = 7_402_611;

/** Written into the database by the Supabase CLI in the same form, so either can go on where the other was. */
const HISTORY = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
  alter table supabase_migrations.schema_migrations add column if not exists statements text[];
  alter table supabase_migrations.schema_migrations add column if not exists name text;`;

interface Migration {
  readonly file: string;
  readonly version: string;
  readonly name: string;
}

/**
 * Applies the files of `migrationsDir` that the database has not seen, in the order of their versions, each
 * in one transaction as the role `postgres`, and tells the REST server to read the schema again.
 * Throws an error naming file and line when one fails; that file then leaves nothing behind.
 * @param superuserUrl the database, as its superuser or as `postgres` itself
 * @returns the versions applied now
 */
export async function applyMigrations(options: {
  superuserUrl: string;
  migrationsDir: string;
}): Promise<string[]> {
  const migrations = await listMigrations(options.migrationsDir);
  return withClient(options.superuserUrl, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    await inTransaction(client, async () => void (await client.query(HISTORY)));
    const known = await appliedVersions(client);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (known.has(migration.version)) continue;
      const sql = await readFile(join(options.migrationsDir, migration.file), "utf8");
      await applyOne(client, migration, splitStatements(sql));
      applied.push(migration.version);
    }
    await client.query("notify pgrst, 'reload schema'");
    return applied;
  });
}

/** File names as the Supabase CLI makes them: `<version>_<name>.sql`. */
async function listMigrations(migrationsDir: string): Promise<Migration[]> {
  const files = (await readdir(migrationsDir)).filter((file) => file.endsWith(".sql")).toSorted();
  const migrations = files.map((file) => {
    const [, version, name] = /^(\d+)_(.*)\.sql$/.exec(file) ?? [];
    if (version === undefined || name === undefined) {
      throw new Error(`${file} is not named <version>_<name>.sql, so its place is unknown.`);
    }
    return { file, version, name };
  });
  const twice = migrations.find(({ version }, index) => migrations[index - 1]?.version === version);
  if (twice) throw new Error(`Two migrations have the version ${twice.version}.`);
  return migrations;
}

async function appliedVersions(client: Client): Promise<Set<string>> {
  const { rows } = await client.query("select version from supabase_migrations.schema_migrations");
  return new Set(
    z
      .array(z.object({ version: z.string() }))
      .parse(rows)
      .map((row) => row.version),
  );
}

async function applyOne(
  client: Client,
  migration: Migration,
  statements: readonly SqlStatement[],
): Promise<void> {
  await inTransaction(client, async () => {
    for (const statement of statements) {
      if (/^(begin|start\s+transaction|commit|rollback|end|abort)\b/i.test(statement.text)) {
        throw new Error(
          `${migration.file}, line ${statement.line}: a migration is one transaction already; remove "${statement.text}".`,
        );
      }
      await client.query(statement.text).catch((error: unknown) => {
        throw located(error, migration.file, statement);
      });
    }
    await client.query(
      "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
      [migration.version, migration.name, statements.map(({ text }) => text)],
    );
  });
}

/** Runs in one transaction as `postgres` with that role's own settings; what it sets ends with it. */
async function inTransaction(client: Client, action: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await client.query(`set local session authorization ${escapeIdentifier(MIGRATOR)}`);
    await client.query(
      `select set_config(split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1), true)
       from pg_db_role_setting, unnest(setconfig) as setting
       where setrole = $1::regrole and setdatabase = 0`,
      [MIGRATOR],
    );
    await action();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    await client.query("reset all");
  }
}

/** Adds file and line to Postgres's error; its position counts characters within the statement, from 1. */
function located(error: unknown, file: string, statement: SqlStatement): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const before = statement.text.slice(0, Math.max(0, Number(error.position ?? 1) - 1));
  const line = statement.line + before.split("\n").length - 1;
  const detail = [error.detail, error.hint].filter((part) => part !== undefined).join(" ");
  const message = `${file}, line ${line}: ${error.message} (${error.code})${detail && ` ${detail}`}`;
  return new Error(message, { cause: error });
}
