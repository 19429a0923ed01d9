import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { Caller } from "./actAs.ts";

/** An account made as Auth makes one: a row of auth.users, and a session. */
export async function signUpPerson(
  superuser: Client,
  email: string,
  metadata: Record<string, string> = {},
): Promise<{ id: string; caller: Caller }> {
  const id = randomUUID();
  const sessionId = randomUUID();
  await superuser.query(
    "insert into auth.users (id, email, raw_user_meta_data) values ($1, $2, $3)",
    [id, email, metadata],
  );
  await superuser.query("insert into auth.sessions (id, user_id) values ($1, $2)", [sessionId, id]);
  return {
    id,
    caller: { role: "authenticated", claims: { sub: id, session_id: sessionId } },
  };
}
