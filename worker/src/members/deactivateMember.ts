import { handedOverSchema } from "#shared/account";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Takes a member out and hands over what they had in hand. Their next request is refused. */
export const deactivateMember: Handlers["deactivateMember"] = async (context, { params, body }) => {
  const result = await context.db.rpc("deactivate_member", {
    member: params.userId,
    successor: body.successorId,
  });
  return handedOverSchema.parse(dataOf(result));
};
