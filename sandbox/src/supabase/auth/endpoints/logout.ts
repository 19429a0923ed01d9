import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { inTransaction } from "../inTransaction.ts";
import { requireUser } from "../requireUser.ts";
import { writeAudit } from "../writeAudit.ts";

const scopeSchema = z.enum(["global", "local", "others"]);

/** `POST /logout?scope=…`: ends all sessions, this one, or all others; their access tokens stop working here at once. */
export async function logout(c: AuthRequest, context: AuthContext): Promise<Response> {
  const { user, sessionId } = await requireUser(c, context);
  const asked = c.req.query("scope") ?? "";
  const scope = scopeSchema.safeParse(asked === "" ? "global" : asked);
  if (!scope.success) {
    throw new AuthError(400, "validation_failed", `Unsupported logout scope "${asked}"`);
  }
  await inTransaction(context.pool, "Error logging out user", async (client) => {
    const address = c.get("clientAddress");
    await writeAudit(client, { action: "logout", actor: user, address }, context.now());
    await client.query(
      `delete from auth.sessions where user_id = $1
       and case $2 when 'local' then id = $3 when 'others' then id <> $3 else true end`,
      [user.id, scope.data, sessionId],
    );
  });
  return c.body(null, 204);
}
