import { readFile } from "node:fs/promises";
import { withClient } from "../../postgres/withClient.ts";

/** Passwords of the roles that log in, kept by the caller. */
export interface RolePasswords {
  readonly postgres: string;
  readonly authenticator: string;
  readonly supabase_auth_admin: string;
  readonly supabase_storage_admin: string;
}

/** Advisory locks: any fixed numbers that nothing else in the cluster uses. */
const ROLES_LOCK = 7_710_001;
const DATABASE_LOCK = 7_710_002;

/**
 * Makes a database look like a hosted Supabase project, so that the product's migrations run on it unchanged:
 * roles, the schemas auth, storage and extensions, grants, default privileges, and what `postgres` may not do.
 * May be run again on the same database, and by several callers at once on one cluster.
 *
 * @param options.superuserUrl URL of the database to prepare, as the superuser `supabase_admin`.
 * @param options.exposeNewTables Whether tables that `postgres` creates in `public` are granted to the API roles
 *   by themselves. Hosted Supabase stopped doing so on 30 October 2026, so the default is false.
 */
export async function bootstrapSupabase(options: {
  superuserUrl: string;
  passwords: RolePasswords;
  exposeNewTables?: boolean;
}): Promise<void> {
  await prepareRoles(options.superuserUrl, options.passwords);

  await withClient(options.superuserUrl, async (client) => {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [DATABASE_LOCK]);
    const fresh = await client.query("select to_regclass('auth.users') is null as fresh");
    const files = ["schemas.sql", "auth.sql", "storage.sql", "guards.sql"];
    // Only once: a migration of the product may have changed the default privileges since.
    if (fresh.rows[0].fresh) {
      files.push("exposeNewTables.sql");
      if (options.exposeNewTables !== true) files.push("hideNewTables.sql");
    }
    for (const file of files) await client.query(await readSql(file));
    await client.query("commit");
  });
}

/** Roles belong to the cluster: callers preparing different databases take turns on one lock in `postgres`. */
async function prepareRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  const clusterUrl = new URL(superuserUrl);
  clusterUrl.pathname = "/postgres";
  await withClient(clusterUrl.href, async (client) => {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [ROLES_LOCK]);
    await client.query(await readSql("roles.sql"));
    for (const [role, password] of Object.entries(passwords)) {
      const literal = client.escapeLiteral(String(password));
      await client.query(`alter role ${client.escapeIdentifier(role)} password ${literal}`);
    }
    await client.query("commit");
  });
}

async function readSql(file: string): Promise<string> {
  return readFile(new URL(file, import.meta.url), "utf8");
}
