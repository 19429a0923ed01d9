import { leadSchema } from "#shared/leads";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { LEAD_COLUMNS } from "./leadColumns.ts";
import { placeTimeZone } from "./placeTimeZone.ts";
import { readState } from "#shared/states";
import { readValidPhone, toColumns } from "./toColumns.ts";

/** Adds one lead under the caller's id for it; sending it again answers the same lead. */
export const createLead: Handlers["createLead"] = async (context, { body }) => {
  const { id, listId, custom = {}, ...facts } = body;
  const zone = placeTimeZone({
    state: readState(facts.state ?? null),
    postalCode: facts.postalCode ?? null,
    phone: readValidPhone(facts.phone),
  });
  const lead = {
    time_zone: zone?.timeZone ?? null,
    time_zone_source: zone?.source ?? null,
    ...toColumns(facts),
    custom: Object.fromEntries(Object.entries(custom).filter(([, value]) => value !== null)),
    id,
  };
  const result = await context.db.rpc("create_lead", { lead, list: listId }).select(LEAD_COLUMNS);
  return parseRow(result, leadSchema);
};
