import type { BulkChange, LeadSelection } from "#shared/leads";
import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { placeTimeZone } from "./placeTimeZone.ts";
import { readTimeZone } from "./readTimeZone.ts";
import { readState } from "#shared/states";

const placesSchema = z.object({
  places: z.array(
    z.object({
      state: z.string().nullable(),
      postal_code: z.string().nullable(),
      area: z.string(),
      phone: z.string(),
    }),
  ),
});

/** One change to many leads, all or none. */
export const editLeads: Handlers["editLeads"] = async (context, { body }) => {
  const change = tidy(body.change);
  const zones = await tellZones(context.db, body.selection, change);
  const result = await context.db.rpc("edit_leads", { selection: body.selection, change, zones });
  return { changed: parseRow(result, z.int()) };
};

/** The change in the spellings that the table keeps. */
function tidy(change: BulkChange): BulkChange {
  if (change.kind === "timeZone") return { ...change, timeZone: readTimeZone(change.timeZone) };
  if (change.kind !== "field" || change.field !== "state") return change;
  return { ...change, value: readState(change.value) ?? change.value };
}

/** What a new state or postal code makes of the time zones, place by place; null for any other change. */
async function tellZones(db: Database, selection: LeadSelection, change: BulkChange) {
  if (change.kind !== "field" || (change.field !== "state" && change.field !== "postalCode")) {
    return null;
  }
  const { places } = parseRow(await db.rpc("lead_places", { selection }), placesSchema);
  return places.map(({ phone, ...place }) => {
    const zone = placeTimeZone({
      state: readState(place.state),
      postalCode: place.postal_code,
      phone,
      [change.field]: change.value,
    });
    return {
      ...place,
      time_zone: zone?.timeZone ?? null,
      time_zone_source: zone?.source ?? null,
    };
  });
}
