import type { Pool, PoolClient } from "pg";
import { AuthError } from "./AuthError.ts";

/** Throw this inside `inTransaction` to commit what was written and still answer the error. */
export class CommitWithError extends Error {
  readonly answer: AuthError;

  constructor(answer: AuthError) {
    super(answer.message);
    this.name = "CommitWithError";
    this.answer = answer;
  }
}

/**
 * Runs `work` in one transaction. An error rolls everything back; one that is not already an answer becomes
 * 500 `unexpected_failure` with `failure` as its text, as GoTrue words it.
 */
export async function inTransaction<T>(
  pool: Pool,
  failure: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    if (error instanceof CommitWithError) {
      await client.query("commit");
      throw error.answer;
    }
    await client.query("rollback").catch((cause: Error) => (broken = cause));
    if (error instanceof AuthError) throw error;
    throw new AuthError(500, "unexpected_failure", failure, { cause: error });
  } finally {
    client.release(broken);
  }
}
