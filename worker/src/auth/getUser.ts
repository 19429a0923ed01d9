import { authClient } from "../clients/supabase/authClient.ts";
import type { Handlers } from "../http/mountApi.ts";

/** The person as Auth knows them now; a session that was ended elsewhere is told so. */
export const getUser: Handlers["getUser"] = (context) =>
  authClient(context.env, context.ip).getUser(context.accessToken);
