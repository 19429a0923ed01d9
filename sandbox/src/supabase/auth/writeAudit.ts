import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { INSTANCE_ID } from "./instanceId.ts";
import type { UserRow } from "./users/UserRow.ts";

/** Who acts where no user does. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Adds a line to auth.audit_log_entries. Without a user the administrator acted. */
export async function writeAudit(
  client: PoolClient,
  entry: { action: string; actor?: UserRow; traits?: Record<string, unknown>; address: string },
  now: Date,
): Promise<void> {
  const payload = {
    action: entry.action,
    actor_id: entry.actor?.id ?? NOBODY,
    actor_username: entry.actor?.email ?? "service_role",
    actor_via_sso: false,
    log_type: LOG_TYPES[entry.action] ?? "user",
    ...(entry.traits === undefined ? {} : { traits: entry.traits }),
  };
  await client.query(
    `insert into auth.audit_log_entries (instance_id, id, payload, created_at, ip_address)
     values ($1, $2, $3, $4, $5)`,
    [INSTANCE_ID, randomUUID(), JSON.stringify(payload), now, entry.address],
  );
}

const LOG_TYPES: Readonly<Record<string, string>> = {
  login: "account",
  logout: "account",
  token_refreshed: "token",
  token_revoked: "token",
  user_signedup: "team",
  user_invited: "team",
  user_deleted: "team",
};
