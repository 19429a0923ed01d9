import { getRounds } from "bcryptjs";
import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { inTransaction } from "../inTransaction.ts";
import { readBody } from "../readBody.ts";
import { requireAdmin } from "../requireUser.ts";
import { confirmUser } from "../users/confirmUser.ts";
import { emailClaims, insertEmailIdentity } from "../users/emailIdentity.ts";
import { emailTaken, findIdentities, findUserByEmail } from "../users/findUser.ts";
import { insertUser } from "../users/insertUser.ts";
import { mergeMetadata } from "../users/mergeMetadata.ts";
import { checkPassword, hashPassword, unknownPassword } from "../users/passwords.ts";
import { toUserJson } from "../users/toUserJson.ts";
import { updateUserColumns } from "../users/updateUserColumns.ts";
import { validateEmail } from "../users/validateEmail.ts";
import { writeAudit } from "../writeAudit.ts";
import { adminUserSchema, refuseUnsupported } from "./adminUserSchema.ts";
import { banEnd } from "./banEnd.ts";

/**
 * `POST /admin/users`. As in GoTrue the INSERT does not carry the given `app_metadata`: it comes by an UPDATE
 * after the identity and the role, in the same transaction, so a trigger on INSERT does not see it.
 */
export async function createUser(c: AuthRequest, context: AuthContext): Promise<Response> {
  requireAdmin(c);
  const body = await readBody(c, adminUserSchema);
  refuseUnsupported(body);
  if (body.email === "") {
    const message = "Cannot create a user without either an email or phone";
    throw new AuthError(400, "validation_failed", message);
  }
  const email = validateEmail(body.email);
  if (await findUserByEmail(context.pool, email)) throw emailTaken();
  const encryptedPassword = await encryptedPasswordOf(body);
  const bannedUntil = banEnd(body.ban_duration, context.now());
  const id = body.id === "" ? undefined : readId(body.id);

  const user = await inTransaction(
    context.pool,
    "Database error creating new user",
    async (client) => {
      const now = context.now();
      const userMetadata = body.user_metadata ?? {};
      let current = await insertUser(client, { id, email, encryptedPassword, userMetadata }, now);
      await insertEmailIdentity(client, current, emailClaims(current.id, email), now);
      const traits = { user_id: current.id, user_email: email, user_phone: "" };
      await writeAudit(
        client,
        { action: "user_signedup", traits, address: c.get("clientAddress") },
        now,
      );
      const role = body.role === "" ? "authenticated" : body.role;
      current = await updateUserColumns(client, current.id, { role }, now);
      if (body.app_metadata != null) {
        const metadata = mergeMetadata(current.raw_app_meta_data, body.app_metadata);
        current = await updateUserColumns(client, current.id, { raw_app_meta_data: metadata }, now);
      }
      if (body.email_confirm) current = await confirmUser(client, current, now);
      if (bannedUntil !== undefined) {
        current = await updateUserColumns(client, current.id, { banned_until: bannedUntil }, now);
      }
      return current;
    },
  );
  return c.json(toUserJson(user, await findIdentities(context.pool, user.id)));
}

function readId(id: string): string {
  const parsed = z.guid().safeParse(id);
  if (parsed.success) return parsed.data;
  throw new AuthError(400, "validation_failed", "ID must conform to the uuid v4 format");
}

async function encryptedPasswordOf(body: z.infer<typeof adminUserSchema>): Promise<string> {
  const given = body.password ?? "";
  if (body.password_hash === "") {
    if (given !== "") checkPassword(given, 0);
    return hashPassword(given === "" ? unknownPassword() : given);
  }
  if (given !== "") {
    const message = "Only a password or a password hash should be provided";
    throw new AuthError(400, "validation_failed", message);
  }
  if (
    !/^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(body.password_hash) ||
    getRounds(body.password_hash) < 4
  ) {
    throw new AuthError(400, "validation_failed", "password_hash is not a bcrypt hash");
  }
  return body.password_hash;
}
