import { AppError } from "#shared/errors";
import { organizationDetailSchema } from "#shared/service";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** One organisation as operators see it: its people, its counts, what of its trail concerns the service. */
export const getOrganization: Handlers["getOrganization"] = async (context, { params }) => {
  const result = await context.db.rpc("describe_organization", {
    organization: params.organizationId,
  });
  const detail = organizationDetailSchema.nullable().parse(dataOf(result));
  if (detail === null) throw new AppError("not_found");
  return detail;
};
