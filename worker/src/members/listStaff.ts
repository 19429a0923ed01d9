import { formerMemberSchema, memberSchema } from "#shared/account";
import { timestamp } from "#shared/text";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { MEMBER_COLUMNS } from "./memberColumns.ts";

const workSchema = z.object({
  user_id: z.uuid(),
  lead_count: z.number().int(),
  task_count: z.number().int(),
  last_call_at: timestamp.nullable(),
});

/** The members with what they have in hand, and who was deactivated. */
export const listStaff: Handlers["listStaff"] = async ({ db }) => {
  const [members, work, former] = await Promise.all([
    db.from("memberships").select(MEMBER_COLUMNS).order("created_at").order("user_id"),
    db.rpc("member_work"),
    db
      .from("former_members")
      .select(
        "userId:user_id, role, leftAt:left_at, deactivatedBy:deactivated_by, successorId:successor_id, " +
          "...profiles!former_members_user_id_fkey (fullName:full_name, email)",
      )
      .order("left_at", { ascending: false })
      .order("user_id"),
  ]);
  const workOf = new Map(parseRows(work, workSchema).map((each) => [each.user_id, each]));
  return {
    members: parseRows(members, memberSchema).map((member) => {
      const inHand = workOf.get(member.userId);
      return {
        ...member,
        leadCount: inHand?.lead_count ?? 0,
        openTaskCount: inHand?.task_count ?? 0,
        lastCallAt: inHand?.last_call_at ?? null,
      };
    }),
    former: parseRows(former, formerMemberSchema),
  };
};
