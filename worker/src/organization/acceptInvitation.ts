import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { describeMe } from "./describeMe.ts";

/** Takes an invitation with the account one is signed in with. */
export const acceptInvitation: Handlers["acceptInvitation"] = async (context, { body }) => {
  assertDone(await context.db.rpc("accept_invitation", { token: body.token }));
  return describeMe(context);
};
