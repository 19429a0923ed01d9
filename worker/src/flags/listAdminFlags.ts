import type { Handlers } from "../http/mountApi.ts";
import { readFlags } from "../http/readFlags.ts";

/** The flags with what the organization has set, for itself and for its people. */
export const listAdminFlags: Handlers["listAdminFlags"] = async (context) => {
  const flags = await readFlags(context.db, context.organizationId);
  return {
    flags: flags.map(({ flag, adminsMaySet, organization, people }) => ({
      ...flag,
      adminsMaySet,
      organization,
      people: [...people],
    })),
  };
};
