import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { describeMe } from "./describeMe.ts";

/** Changes the caller's name. */
export const updateMe: Handlers["updateMe"] = async (context, { body }) => {
  assertDone(
    await context.db
      .from("profiles")
      .update({ full_name: body.fullName })
      .eq("user_id", context.userId),
  );
  return describeMe(context);
};
