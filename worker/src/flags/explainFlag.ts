import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { explain } from "./explain.ts";

const rowSchema = z.object({
  userId: z.uuid(),
  fullName: z.string(),
  email: z.string(),
  organization: z.object({ id: z.uuid(), name: z.string() }),
});

/** Why a flag is on or off for a member. */
export const explainFlag: Handlers["explainFlag"] = async (context, { params }) => {
  const result = await context.db
    .from("memberships")
    .select(
      "userId:user_id, ...profiles (fullName:full_name, email), organization:organizations (id, name)",
    )
    .eq("user_id", params.userId)
    .eq("organization_id", context.organizationId);
  const { organization, ...person } = parseRow(result, rowSchema);
  return explain(context.db, params.flag, { person, organization });
};
