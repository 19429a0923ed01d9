import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readFlags } from "../http/readFlags.ts";

const NOBODY = "00000000-0000-0000-0000-000000000000";
const countsSchema = z.object({
  flag_key: z.string(),
  organizations_on: z.int(),
  organizations_off: z.int(),
  people_on: z.int(),
  people_off: z.int(),
});

/** The flags as the service has them, with how many have a setting of their own. */
export const listServiceFlags: Handlers["listServiceFlags"] = async ({ db }) => {
  const [flags, counted] = await Promise.all([
    readFlags(db, NOBODY),
    db.rpc("count_flag_overrides"),
  ]);
  const counts = parseRows(counted, countsSchema);
  return {
    flags: flags.map(({ flag, adminsMaySet }) => {
      const count = counts.find((each) => each.flag_key === flag.key);
      return {
        ...flag,
        adminsMaySet,
        organizationsOn: count?.organizations_on ?? 0,
        organizationsOff: count?.organizations_off ?? 0,
        peopleOn: count?.people_on ?? 0,
        peopleOff: count?.people_off ?? 0,
      };
    }),
  };
};
