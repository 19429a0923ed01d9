import type { Client } from "pg";

/** Whom a statement is run as: a role of the API, with the claims of a token. */
export interface Caller {
  readonly role: "anon" | "authenticated" | "service_role";
  readonly claims?: { readonly sub: string; readonly session_id: string } | undefined;
}

/**
 * Runs statements as the REST API would: the caller's role and claims set inside one transaction.
 * @param end whether what was done stays
 */
export async function actAs<T>(
  superuser: Client,
  caller: Caller,
  act: (client: Client) => Promise<T>,
  end: "commit" | "rollback" = "rollback",
): Promise<T> {
  await superuser.query("begin");
  try {
    await superuser.query(`set local role ${caller.role}`);
    await superuser.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ role: caller.role, ...caller.claims }),
    ]);
    const result = await act(superuser);
    await superuser.query(end);
    return result;
  } catch (error) {
    await superuser.query("rollback");
    throw error;
  }
}
