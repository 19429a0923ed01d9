import { meSchema } from "#shared/account";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readMe } from "../http/readMe.ts";

/** Who the caller is, what they belong to and as what; or what they belonged to, and whom to ask there. */
export const getMe: Handlers["getMe"] = async (context) => {
  const me = await readMe(context.db, context.userId);
  if (me.membership !== null) return me;
  const result = await context.db.rpc("former_membership");
  return { ...me, formerly: meSchema.shape.formerly.parse(dataOf(result)) };
};
