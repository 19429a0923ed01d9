import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { inTransaction } from "../inTransaction.ts";
import { readBody } from "../readBody.ts";
import { clearOneTimeTokens } from "../tokens/oneTimeTokens.ts";
import { findIdentities } from "../users/findUser.ts";
import { updateUserColumns } from "../users/updateUserColumns.ts";
import type { UserRow } from "../users/UserRow.ts";
import { writeAudit } from "../writeAudit.ts";
import { loadUser } from "./loadUser.ts";

const deleteSchema = z.object({ should_soft_delete: z.boolean().default(false) });

/** `DELETE /admin/users/:userId`: the row and what cascades from it, or by `should_soft_delete` all that names the person. */
export async function deleteUser(c: AuthRequest, context: AuthContext): Promise<Response> {
  const user = await loadUser(c, context);
  const { should_soft_delete: soft } = await readBody(c, deleteSchema);
  await inTransaction(context.pool, "Database error deleting user", async (client) => {
    const traits = { user_id: user.id, user_email: user.email ?? "", user_phone: user.phone ?? "" };
    const address = c.get("clientAddress");
    await writeAudit(client, { action: "user_deleted", traits, address }, context.now());
    if (!soft) await client.query("delete from auth.users where id = $1", [user.id]);
    else if (user.deleted_at === null) await softDelete(client, user, context.now());
  });
  return c.json({});
}

/** Puts hashes and nothing in place of what names the person; the row stays for what refers to it. */
async function softDelete(client: PoolClient, user: UserRow, now: Date): Promise<void> {
  const obscured = (value: string) =>
    createHash("sha256")
      .update(user.id + value)
      .digest("base64url");
  await updateUserColumns(
    client,
    user.id,
    {
      email: obscured(user.email ?? ""),
      encrypted_password: null,
      email_change: "",
      confirmation_token: "",
      recovery_token: "",
      email_change_token_current: "",
      email_change_token_new: "",
      raw_user_meta_data: {},
      raw_app_meta_data: {},
      deleted_at: now,
    },
    now,
  );
  await clearOneTimeTokens(client, user.id);
  for (const identity of await findIdentities(client, user.id)) {
    await client.query(
      "update auth.identities set identity_data = '{}', provider_id = $2, updated_at = $3 where id = $1",
      [identity.id, obscured(`${identity.provider}:${identity.provider_id}`), now],
    );
  }
  await client.query("delete from auth.sessions where user_id = $1", [user.id]);
}
