import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readMe } from "../http/readMe.ts";

/** Changes the caller's name. */
export const updateMe: Handlers["updateMe"] = async (context, { body }) => {
  assertDone(
    await context.db
      .from("profiles")
      .update({ full_name: body.fullName })
      .eq("user_id", context.userId),
  );
  return readMe(context.db, context.userId);
};
