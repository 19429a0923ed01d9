import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readPhone } from "../http/readPhone.ts";

/** Puts numbers on the organisation's do-not-call list, all or none; those that are on it already are not counted. */
export const addDoNotCall: Handlers["addDoNotCall"] = async (context, { body }) => {
  const refused: string[] = [];
  const phones = new Set<string>();
  for (const typed of body.phones) {
    const phone = readPhone(typed);
    if (phone === null) refused.push(typed);
    else phones.add(phone);
  }
  if (phones.size === 0) return { added: 0, refused };
  // In one order, so that two writes at once do not wait for each other.
  const rows = [...phones].toSorted().map((phone) => ({
    organization_id: context.organizationId,
    phone,
    added_by: context.userId,
  }));
  const result = await context.db
    .from("do_not_call_numbers")
    .upsert(rows, { onConflict: "organization_id,phone", ignoreDuplicates: true })
    .select("id");
  return { added: parseRows(result, z.object({ id: z.uuid() })).length, refused };
};
