import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { findIdentities } from "../users/findUser.ts";
import { toUserJson } from "../users/toUserJson.ts";
import { loadUser } from "./loadUser.ts";

/** `GET /admin/users/:userId`. */
export async function getUserById(c: AuthRequest, context: AuthContext): Promise<Response> {
  const user = await loadUser(c, context);
  return c.json(toUserJson(user, await findIdentities(context.pool, user.id)));
}
