import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { requireUser } from "../requireUser.ts";
import { findIdentities } from "../users/findUser.ts";
import { toUserJson } from "../users/toUserJson.ts";

/** `GET /user`. */
export async function getUser(c: AuthRequest, context: AuthContext): Promise<Response> {
  const { user } = await requireUser(c, context);
  return c.json(toUserJson(user, await findIdentities(context.pool, user.id)));
}
