import type { AuthContext } from "../AuthContext.ts";
import type { AuthRequest } from "../AuthEnv.ts";
import { loadUser } from "./loadUser.ts";

/** `GET /admin/users/:userId/factors`: nobody has a second factor here. */
export async function listFactors(c: AuthRequest, context: AuthContext): Promise<Response> {
  await loadUser(c, context);
  return c.json([]);
}
