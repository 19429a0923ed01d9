import { authClient } from "../clients/supabase/authClient.ts";
import type { Handlers } from "../http/mountApi.ts";

/**
 * Signs out. Here (`local`) the cookies go whatever Auth answers; elsewhere (`global`, `others`) the
 * sessions must really have ended, or the answer is an error.
 */
export const logout: Handlers["logout"] = async (context, { query }) => {
  const auth = authClient(context.env, context.ip);
  if (query.scope === "local") {
    const live = await context.session.live().catch(() => null);
    if (live !== null) context.background(auth.signOut(live.accessToken, "local"));
    context.session.end();
    return { ok: true };
  }
  const live = await context.session.live();
  if (live !== null) await auth.signOut(live.accessToken, query.scope);
  if (query.scope === "global") context.session.end();
  return { ok: true };
};
