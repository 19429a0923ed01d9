import { z } from "zod";
import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { AuthError } from "../AuthError.ts";
import { requireAdmin } from "../requireUser.ts";
import { findUserById } from "../users/findUser.ts";
import type { UserRow } from "../users/UserRow.ts";

/** The user that an administrator's path names. Throws 404 for an id that is none or nobody's. */
export async function loadUser(c: AuthRequest, context: AuthContext): Promise<UserRow> {
  requireAdmin(c);
  const id = z.guid().safeParse(c.req.param("userId"));
  if (!id.success) throw new AuthError(404, "validation_failed", "user_id must be an UUID");
  const user = await findUserById(context.pool, id.data);
  if (user === undefined) throw new AuthError(404, "user_not_found", "User not found");
  return user;
}
