import { z } from "zod";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** How many leads a selection holds. */
export const countLeads: Handlers["countLeads"] = async (context, { body }) => ({
  count: parseRow(await context.db.rpc("count_leads", { selection: body }), z.int()),
});
