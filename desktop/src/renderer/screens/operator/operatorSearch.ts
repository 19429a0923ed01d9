import { z } from "zod";
import { ORGANIZATION_SORTS, organizationStateSchema } from "#shared/service";

/** What the address says of the operator console: which organization is open, and how their list stands. */
export const operatorSearchSchema = z.object({
  organization: z.uuid().optional().catch(undefined),
  search: z.string().max(254).optional().catch(undefined),
  state: organizationStateSchema.optional().catch(undefined),
  sort: z.enum(ORGANIZATION_SORTS).optional().catch(undefined),
  descending: z.boolean().optional().catch(undefined),
});
export type OperatorSearch = z.infer<typeof operatorSearchSchema>;
