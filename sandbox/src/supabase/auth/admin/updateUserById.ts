import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { inTransaction } from "../inTransaction.ts";
import { readBody } from "../readBody.ts";
import { changePassword } from "../users/changePassword.ts";
import { confirmUser } from "../users/confirmUser.ts";
import { updateEmailIdentity } from "../users/emailIdentity.ts";
import { emailTaken, findIdentities, findUserByEmail } from "../users/findUser.ts";
import { mergeMetadata } from "../users/mergeMetadata.ts";
import { checkPassword, hashPassword } from "../users/passwords.ts";
import { toUserJson } from "../users/toUserJson.ts";
import { updateUserColumns } from "../users/updateUserColumns.ts";
import { validateEmail } from "../users/validateEmail.ts";
import { writeAudit } from "../writeAudit.ts";
import { adminUserSchema, refuseUnsupported } from "./adminUserSchema.ts";
import { banEnd } from "./banEnd.ts";
import { loadUser } from "./loadUser.ts";

/** `PUT /admin/users/:userId`. A new password ends all of the user's sessions; a ban leaves them, and stops refreshes. */
export async function updateUserById(c: AuthRequest, context: AuthContext): Promise<Response> {
  const user = await loadUser(c, context);
  const body = await readBody(c, adminUserSchema);
  refuseUnsupported(body);
  const email = body.email === "" ? undefined : validateEmail(body.email);
  if (email !== undefined && email !== user.email && (await findUserByEmail(context.pool, email))) {
    throw emailTaken();
  }
  const bannedUntil = banEnd(body.ban_duration, context.now());
  if (body.password != null) checkPassword(body.password, context.passwordMinLength);
  const encryptedPassword = body.password == null ? undefined : await hashPassword(body.password);

  const updated = await inTransaction(context.pool, "Error updating user", async (client) => {
    const now = context.now();
    let current = user;
    const set = async (changes: Parameters<typeof updateUserColumns>[2]) => {
      current = await updateUserColumns(client, user.id, changes, now);
    };
    if (body.role !== "") await set({ role: body.role });
    if (body.email_confirm) current = await confirmUser(client, current, now);
    if (encryptedPassword !== undefined) {
      current = await changePassword(client, user.id, { encryptedPassword }, now);
    }
    if (email !== undefined) {
      await updateEmailIdentity(
        client,
        current,
        { email, email_verified: body.email_confirm },
        now,
      );
      await set({ email });
    }
    if (body.app_metadata != null) {
      await set({ raw_app_meta_data: mergeMetadata(current.raw_app_meta_data, body.app_metadata) });
    }
    if (body.user_metadata != null) {
      await set({
        raw_user_meta_data: mergeMetadata(current.raw_user_meta_data, body.user_metadata),
      });
    }
    if (bannedUntil !== undefined) await set({ banned_until: bannedUntil });
    const traits = { user_id: user.id, user_email: current.email ?? "", user_phone: "" };
    await writeAudit(
      client,
      { action: "user_modified", traits, address: c.get("clientAddress") },
      now,
    );
    return current;
  });
  return c.json(toUserJson(updated, await findIdentities(context.pool, user.id)));
}
