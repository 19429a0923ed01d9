import type { PoolClient } from "pg";
import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { inTransaction } from "../inTransaction.ts";
import { jsonObject, readBody } from "../readBody.ts";
import { redirectTarget } from "../redirectTarget.ts";
import { requireAdmin } from "../requireUser.ts";
import { createOtp, hashOtp, saveOneTimeToken } from "../tokens/oneTimeTokens.ts";
import { emailTaken, findIdentities, findUserByEmail } from "../users/findUser.ts";
import { mergeMetadata } from "../users/mergeMetadata.ts";
import { checkPassword, hashPassword, unknownPassword } from "../users/passwords.ts";
import { inviteUser } from "../users/signUpUser.ts";
import { toUserJson } from "../users/toUserJson.ts";
import { updateUserColumns } from "../users/updateUserColumns.ts";
import type { UserRow } from "../users/UserRow.ts";
import { validateEmail } from "../users/validateEmail.ts";
import { writeAudit } from "../writeAudit.ts";
import { openConfirmation } from "./openConfirmation.ts";

const linkSchema = z.object({
  type: z.string().default(""),
  email: z.string().default(""),
  new_email: z.string().default(""),
  password: z.string().default(""),
  data: jsonObject.nullish(),
  redirect_to: z.string().optional(),
});
const linkTypes = z.enum([
  "signup",
  "invite",
  "magiclink",
  "recovery",
  "email_change_current",
  "email_change_new",
]);
type LinkType = z.infer<typeof linkTypes>;

interface LinkOrder {
  readonly type: LinkType;
  readonly email: string;
  readonly newEmail: string;
  readonly otp: string;
  readonly data: Record<string, unknown>;
  readonly encryptedPassword: string;
}

/** `POST /admin/generate_link`: mints the link and code that GoTrue would mail, for the caller to send. */
export async function generateLink(c: AuthRequest, context: AuthContext): Promise<Response> {
  requireAdmin(c);
  const body = await readBody(c, linkSchema);
  const email = validateEmail(body.email);
  const asked = linkTypes.safeParse(body.type);
  if (!asked.success) {
    const message = `Invalid email action link type requested: ${body.type}`;
    throw new AuthError(400, "validation_failed", message);
  }
  const existing = await findUserByEmail(context.pool, email);
  const type = existing === undefined && asked.data === "magiclink" ? "signup" : asked.data;
  const password = type === asked.data ? body.password : unknownPassword();
  const makesUser = existing === undefined && type === "signup";
  if (makesUser && password === "") {
    throw new AuthError(400, "validation_failed", "Signup requires a valid password");
  }
  if (makesUser) checkPassword(password, context.passwordMinLength);
  const changesEmail = type === "email_change_current" || type === "email_change_new";
  const newEmail = changesEmail ? validateEmail(body.new_email) : "";
  if (changesEmail && newEmail !== email && (await findUserByEmail(context.pool, newEmail))) {
    throw emailTaken();
  }
  const order: LinkOrder = {
    type,
    email,
    newEmail,
    data: body.data ?? {},
    otp: createOtp(),
    encryptedPassword: makesUser ? await hashPassword(password) : "",
  };
  const { user, hash } = await inTransaction(
    context.pool,
    "Database error generating link",
    (client) => openLink(c, client, context, order, existing),
  );

  const redirectTo = redirectTarget(context, body.redirect_to ?? c.req.query("redirect_to"));
  const link = new URL(`${context.issuer}/verify`);
  link.search = new URLSearchParams({
    token: hash,
    type: changesEmail ? "email_change" : type,
    redirect_to: redirectTo,
  }).toString();
  return c.json({
    ...toUserJson(user, await findIdentities(context.pool, user.id)),
    action_link: link.href,
    email_otp: order.otp,
    hashed_token: hash,
    verification_type: type,
    redirect_to: redirectTo,
  });
}

async function openLink(
  c: AuthRequest,
  client: PoolClient,
  context: AuthContext,
  order: LinkOrder,
  existing: UserRow | undefined,
): Promise<{ user: UserRow; hash: string }> {
  const now = context.now();
  const address = c.get("clientAddress");
  if (order.type === "signup" || order.type === "invite") {
    if (existing?.email_confirmed_at != null) throw emailTaken();
    const user = existing ?? (await inviteUser(client, order, now));
    const invited = order.type === "invite";
    if (invited) {
      const traits = { user_id: user.id, user_email: order.email };
      await writeAudit(client, { action: "user_invited", traits, address }, now);
    } else if (existing !== undefined) {
      const metadata = mergeMetadata(existing.raw_user_meta_data, order.data);
      await updateUserColumns(client, existing.id, { raw_user_meta_data: metadata }, now);
    }
    const hash = hashOtp(order.email, order.otp);
    return { user: await openConfirmation(client, user, { hash, invited }, now), hash };
  }

  if (existing === undefined) {
    throw new AuthError(404, "user_not_found", "User with this email not found");
  }
  if (order.type === "magiclink" || order.type === "recovery") {
    await writeAudit(client, { action: "user_recovery_requested", actor: existing, address }, now);
    const hash = hashOtp(order.email, order.otp);
    const changes = { recovery_token: hash, recovery_sent_at: now };
    const user = await updateUserColumns(client, existing.id, changes, now);
    await saveOneTimeToken(
      client,
      { userId: user.id, type: "recovery_token", hash, relatesTo: order.email },
      now,
    );
    return { user, hash };
  }
  return openEmailChange(client, existing, order, now);
}

async function openEmailChange(
  client: PoolClient,
  existing: UserRow,
  order: LinkOrder,
  now: Date,
): Promise<{ user: UserRow; hash: string }> {
  const column =
    order.type === "email_change_new" ? "email_change_token_new" : "email_change_token_current";
  const relatesTo = order.type === "email_change_new" ? order.newEmail : order.email;
  const hash = hashOtp(relatesTo, order.otp);
  const user = await updateUserColumns(
    client,
    existing.id,
    { [column]: hash, email_change: order.newEmail, email_change_sent_at: now },
    now,
  );
  await saveOneTimeToken(client, { userId: user.id, type: column, hash, relatesTo }, now);
  return { user, hash };
}
