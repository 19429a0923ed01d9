import { permitSchema } from "#shared/dialing";
import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

const rowSchema = z.object({ permit: permitSchema.nullable() });

/** The permit a call began under, as far as the caller may see the call. */
export const getCallPermit: Handlers["getCallPermit"] = async (context, { params }) => {
  const result = await context.db
    .from("calls")
    .select(
      "permit:permits (id, leadId:lead_id, issuedAt:issued_at, expiresAt:expires_at, isPractice:is_practice, " +
        "timeZone:time_zone, timeZoneSource:time_zone_source, localTime:local_time, listVersions:list_versions, consent)",
    )
    .eq("id", params.callId)
    .limit(1);
  return parseRow(result, rowSchema);
};
