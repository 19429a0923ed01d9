import { contractSchema } from "#shared/billing";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Agrees terms with an organisation, or ends them: they count at once, and whatever Stripe says. */
export const setContract: Handlers["setContract"] = async (context, { params, body }) => {
  const result = await context.db.rpc("set_contract", {
    organization: params.organizationId,
    contract: body.contract,
  });
  return { contract: contractSchema.strip().nullable().parse(dataOf(result)) };
};
