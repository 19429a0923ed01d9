import { join } from "node:path";
import { Client } from "pg";
import { startThrowawayPostgres } from "#sandbox/postgres/startThrowawayPostgres";
import { applyMigrations } from "#sandbox/supabase/applyMigrations";
import { bootstrapSupabase } from "#sandbox/supabase/bootstrap/bootstrapSupabase";

/** A fresh database with the product's migrations, and a superuser's connection to it. */
export interface TestDatabase {
  readonly superuser: Client;
  /** Another superuser's connection, for what must happen at the same time. */
  connect(): Promise<Client>;
  stop(): Promise<void>;
}

/** Starts a Postgres of its own with the product's migrations applied. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const postgres = await startThrowawayPostgres();
  const superuserUrl = postgres.superuserUrl();
  const clients: Client[] = [];
  const connect = async () => {
    const client = new Client({ connectionString: superuserUrl });
    await client.connect();
    clients.push(client);
    return client;
  };
  const password = "only-for-this-test";
  await bootstrapSupabase({
    superuserUrl,
    passwords: {
      postgres: password,
      authenticator: password,
      supabase_auth_admin: password,
      supabase_storage_admin: password,
    },
  });
  await applyMigrations({
    superuserUrl,
    migrationsDir: join(import.meta.dirname, "../migrations"),
  });
  return {
    superuser: await connect(),
    connect,
    stop: async () => {
      await Promise.all(clients.map((client) => client.end()));
      await postgres.stop();
    },
  };
}
