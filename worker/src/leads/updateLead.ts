import { type LeadChanges, type Lead, leadSchema } from "#shared/leads";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { LEAD_COLUMNS } from "./leadColumns.ts";
import { placeTimeZone } from "./placeTimeZone.ts";
import { readState } from "#shared/states";
import { readValidPhone, toColumns } from "./toColumns.ts";

/** Changes a lead. A place or number that changes tells the time zone anew, unless a person confirmed it. */
export const updateLead: Handlers["updateLead"] = async (context, { params, body }) => {
  const changes = toColumns(body);
  if (mayMove(body)) {
    const before = await context.db.from("leads").select(LEAD_COLUMNS).eq("id", params.leadId);
    const zone = retell(parseRow(before, leadSchema), body);
    if (zone !== undefined) {
      changes["time_zone"] = zone?.timeZone ?? null;
      changes["time_zone_source"] = zone?.source ?? null;
    }
  }
  const result = await context.db
    .rpc("update_lead", { lead: params.leadId, changes })
    .select(LEAD_COLUMNS);
  return parseRow(result, leadSchema);
};

function mayMove(changes: LeadChanges): boolean {
  const { timeZone, state, postalCode, phone } = changes;
  return timeZone === undefined && [state, postalCode, phone].some((part) => part !== undefined);
}

/** What the lead's place tells once it is changed; undefined where its zone stays. */
function retell(lead: Lead, changes: LeadChanges): ReturnType<typeof placeTimeZone> | undefined {
  const phone = changes.phone === undefined ? lead.phone : readValidPhone(changes.phone);
  const { state = lead.state, postalCode = lead.postalCode } = changes;
  const isMoved = state !== lead.state || postalCode !== lead.postalCode;
  const isKept = lead.timeZoneSource === "confirmed" || lead.timeZoneSource === "file";
  if (!isMoved && (isKept || phone === lead.phone)) return undefined;
  if (lead.timeZoneSource === "confirmed") return undefined;
  return placeTimeZone({ state: readState(state), postalCode, phone });
}
