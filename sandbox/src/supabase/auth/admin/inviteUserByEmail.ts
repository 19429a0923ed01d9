import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { inTransaction } from "../inTransaction.ts";
import { jsonObject, readBody } from "../readBody.ts";
import { requireAdmin } from "../requireUser.ts";
import { createOtp, hashOtp } from "../tokens/oneTimeTokens.ts";
import { emailTaken, findIdentities, findUserByEmail } from "../users/findUser.ts";
import { inviteUser } from "../users/signUpUser.ts";
import { toUserJson } from "../users/toUserJson.ts";
import { validateEmail } from "../users/validateEmail.ts";
import { writeAudit } from "../writeAudit.ts";
import { openConfirmation } from "./openConfirmation.ts";

const inviteSchema = z.object({ email: z.string().default(""), data: jsonObject.nullish() });

/** `POST /invite`: makes the user and an open invitation. No mail leaves: `generateLink` makes a link to send. */
export async function inviteUserByEmail(c: AuthRequest, context: AuthContext): Promise<Response> {
  requireAdmin(c);
  const body = await readBody(c, inviteSchema);
  const email = validateEmail(body.email);
  const existing = await findUserByEmail(context.pool, email);
  if (existing?.email_confirmed_at != null) throw emailTaken();

  const user = await inTransaction(context.pool, "Error inviting user", async (client) => {
    const now = context.now();
    const data = body.data ?? {};
    const invited =
      existing ?? (await inviteUser(client, { email, encryptedPassword: "", data }, now));
    const traits = { user_id: invited.id, user_email: email };
    await writeAudit(
      client,
      { action: "user_invited", traits, address: c.get("clientAddress") },
      now,
    );
    return openConfirmation(
      client,
      invited,
      { hash: hashOtp(email, createOtp()), invited: true },
      now,
    );
  });
  return c.json(toUserJson(user, await findIdentities(context.pool, user.id)));
}
