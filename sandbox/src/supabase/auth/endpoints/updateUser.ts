import type { PoolClient } from "pg";
import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { inTransaction } from "../inTransaction.ts";
import { jsonObject, readBody } from "../readBody.ts";
import { requireUser } from "../requireUser.ts";
import { createOtp, hashOtp, saveOneTimeToken } from "../tokens/oneTimeTokens.ts";
import { changePassword } from "../users/changePassword.ts";
import { emailTaken, findIdentities, findUserByEmail } from "../users/findUser.ts";
import { mergeMetadata } from "../users/mergeMetadata.ts";
import { checkPassword, hashPassword, isPassword } from "../users/passwords.ts";
import { toUserJson } from "../users/toUserJson.ts";
import { updateUserColumns } from "../users/updateUserColumns.ts";
import type { UserRow } from "../users/UserRow.ts";
import { validateEmail } from "../users/validateEmail.ts";
import { writeAudit } from "../writeAudit.ts";
import { unsupported } from "./unsupported.ts";

const updateSchema = z.object({
  email: z.string().default(""),
  phone: z.string().default(""),
  password: z.string().nullish(),
  data: jsonObject.nullish(),
  app_metadata: jsonObject.nullish(),
});

/**
 * `PUT /user`: password, data, email. A new address counts once its link is used; the sandbox mails none, so
 * `generateLink` with `email_change_new` makes one.
 */
export async function updateUser(c: AuthRequest, context: AuthContext): Promise<Response> {
  const { user, sessionId } = await requireUser(c, context);
  const body = await readBody(c, updateSchema);
  if (body.phone !== "") throw unsupported("a change of phone");
  if (body.app_metadata != null) {
    throw new AuthError(403, "not_admin", "Updating app_metadata requires admin privileges");
  }
  const email = body.email === "" ? undefined : validateEmail(body.email);
  if (email !== undefined && email !== user.email && (await findUserByEmail(context.pool, email))) {
    throw emailTaken();
  }
  const encryptedPassword =
    body.password == null ? undefined : await hashNewPassword(context, user, body.password);

  const updated = await inTransaction(context.pool, "Error updating user", async (client) => {
    const now = context.now();
    let current = user;
    if (encryptedPassword !== undefined) {
      current = await changePassword(
        client,
        user.id,
        { encryptedPassword, keepSessionId: sessionId },
        now,
      );
      const address = c.get("clientAddress");
      await writeAudit(client, { action: "user_updated_password", actor: user, address }, now);
    }
    if (body.data != null) {
      const metadata = mergeMetadata(current.raw_user_meta_data, body.data);
      current = await updateUserColumns(client, user.id, { raw_user_meta_data: metadata }, now);
    }
    await writeAudit(
      client,
      { action: "user_modified", actor: user, address: c.get("clientAddress") },
      now,
    );
    if (email !== undefined && email !== user.email) {
      current = await startEmailChange(client, user, email, now);
    }
    return current;
  });
  return c.json(toUserJson(updated, await findIdentities(context.pool, user.id)));
}

async function hashNewPassword(
  context: AuthContext,
  user: UserRow,
  password: string,
): Promise<string> {
  checkPassword(password, context.passwordMinLength);
  if (await isPassword(password, user.encrypted_password)) {
    throw new AuthError(
      422,
      "same_password",
      "New password should be different from the old password.",
    );
  }
  return hashPassword(password);
}

async function startEmailChange(
  client: PoolClient,
  user: UserRow,
  email: string,
  now: Date,
): Promise<UserRow> {
  const hash = hashOtp(email, createOtp());
  const updated = await updateUserColumns(
    client,
    user.id,
    { email_change: email, email_change_token_new: hash, email_change_sent_at: now },
    now,
  );
  await saveOneTimeToken(
    client,
    { userId: user.id, type: "email_change_token_new", hash, relatesTo: email },
    now,
  );
  return updated;
}
