import { DatabaseError, type Pool, type PoolClient } from "pg";
import { z } from "zod";
import type { Caller } from "../Caller.ts";
import type { Sql } from "./plan/sql.ts";
import { connectionError, fromDatabaseError } from "./fromDatabaseError.ts";

const resultSchema = z.object({
  total: z.string().nullable().transform(toCount),
  returned: z.string().transform(Number),
  body: z.string(),
  location: z.record(z.string(), z.string().nullable()).nullable(),
  headers: z.string().nullable(),
  status: z.string().nullable(),
  inserted: z.string().nullable().transform(toCount),
});

/** The one row that a request's statement answers. */
export type StatementResult = z.infer<typeof resultSchema>;

export interface StatementContext {
  readonly caller: Caller;
  readonly isReadOnly: boolean;
  /** Set for the transaction's length before the statement; the role and its claims come on top. */
  readonly settings: readonly (readonly [name: string, value: string])[];
}

/**
 * Runs a request's statement in a transaction of its own, as the caller's role and with its claims.
 * @param check may refuse the result; then, as after any error, nothing of it stays
 */
export async function runStatement(
  pool: Pool,
  statement: Sql,
  context: StatementContext,
  check: (result: StatementResult) => void,
): Promise<StatementResult> {
  const client = await pool.connect().catch((error: unknown) => {
    throw connectionError(error);
  });
  try {
    await client.query(context.isReadOnly ? "begin read only" : "begin");
    await applySettings(client, context);
    const { rows } = await client.query(statement.render());
    const result = resultSchema.parse(rows[0]);
    check(result);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    const isBroken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    client.release(isBroken);
    if (error instanceof DatabaseError) throw fromDatabaseError(error, context.caller);
    throw isBroken ? connectionError(error) : error;
  }
}

async function applySettings(
  client: PoolClient,
  { caller, settings }: StatementContext,
): Promise<void> {
  const claims = JSON.stringify({ role: caller.role, ...caller.claims });
  const all = [["role", caller.role], ["request.jwt.claims", claims], ...settings];
  const calls = all.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, true)`);
  await client.query(`select ${calls.join(", ")}`, all.flat());
}

function toCount(text: string | null): number | undefined {
  return text === null ? undefined : Number(text);
}
