import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readMe } from "../http/readMe.ts";

/** Names the organisation. */
export const updateOrganization: Handlers["updateOrganization"] = async (context, { body }) => {
  assertDone(
    await context.db
      .from("organizations")
      .update({ name: body.name, named_at: new Date().toISOString() })
      .eq("id", context.organizationId),
  );
  return readMe(context.db, context.userId);
};
