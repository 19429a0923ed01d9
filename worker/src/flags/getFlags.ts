import { subjectOf } from "../http/decideFlagFor.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readFlags } from "../http/readFlags.ts";

/** What decides the flags for the caller. */
export const getFlags: Handlers["getFlags"] = async (context) => {
  const flags = await readFlags(context.db, context.organizationId);
  return {
    flags: flags.map((known) => {
      const { organization, user } = subjectOf(known, context.userId);
      return { ...known.flag, organization, user };
    }),
  };
};
