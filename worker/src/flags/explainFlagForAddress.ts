import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { explain } from "./explain.ts";

const rowSchema = z.object({
  user_id: z.uuid(),
  full_name: z.string(),
  email: z.string(),
  organization_id: z.uuid().nullable(),
  organization_name: z.string().nullable(),
});

/** Why a flag is on or off for whoever has an address. @throws AppError `not_found` where nobody has it */
export const explainFlagForAddress: Handlers["explainFlagForAddress"] = async (
  { db },
  { params, body },
) => {
  const row = parseRow(await db.rpc("find_flag_subject", { address: body.email }), rowSchema);
  const { user_id: userId, full_name: fullName, email } = row;
  const { organization_id: id, organization_name: name } = row;
  return explain(db, params.flag, {
    person: { userId, fullName, email },
    organization: id === null || name === null ? null : { id, name },
  });
};
