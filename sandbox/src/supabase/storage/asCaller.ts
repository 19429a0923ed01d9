import type { PoolClient } from "pg";
import type { Caller } from "../Caller.ts";
import type { StorageContext } from "./StorageContext.ts";
import { translateDatabaseError } from "./StorageError.ts";

const TIMEOUT_MS = 8_000;

/** The steps of a transaction: `prepare` as the owner of the tables, whom no policy binds, then `work`. */
export interface Steps<T> {
  readonly prepare?: (client: PoolClient) => Promise<void>;
  readonly work: (client: PoolClient) => Promise<T>;
}

/**
 * Runs `work` in one transaction in which Postgres sees the caller's role and claims, so that the policies on
 * storage.objects and storage.buckets decide. What it refuses becomes Storage's own answer.
 */
export async function asCaller<T>(
  context: StorageContext,
  caller: Caller,
  operation: string,
  work: Steps<T>["work"],
  prepare?: Steps<T>["prepare"],
): Promise<T> {
  return transact(context, operation, async (client) => {
    await prepare?.(client);
    await client.query(
      "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)",
      [caller.role, JSON.stringify(caller.claims)],
    );
    return work(client);
  });
}

/** Runs `work` in one transaction as the owner of the tables. */
export async function asStorage<T>(
  context: StorageContext,
  operation: string,
  work: Steps<T>["work"],
): Promise<T> {
  return transact(context, operation, work);
}

async function transact<T>(
  context: StorageContext,
  operation: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await context.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    await client.query(
      `select set_config('storage.operation', $1, true), set_config('statement_timeout', $2, true),
         set_config('storage.allow_delete_query', 'true', true)`,
      [`storage.${operation}`, `${TIMEOUT_MS}`],
    );
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((cause: Error) => (broken = cause));
    throw translateDatabaseError(error);
  } finally {
    client.release(broken);
  }
}
