import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { describeMe } from "./describeMe.ts";

/** Names the organisation. */
export const updateOrganization: Handlers["updateOrganization"] = async (context, { body }) => {
  assertDone(
    await context.db
      .from("organizations")
      .update({ name: body.name, named_at: new Date().toISOString() })
      .eq("id", context.organizationId),
  );
  return describeMe(context);
};
