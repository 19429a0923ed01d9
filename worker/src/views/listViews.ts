import { viewSchema } from "#shared/leads";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { VIEW_COLUMNS } from "./viewColumns.ts";

/**
 * The caller's own views and those that colleagues share, by name. One that asks for what no table of
 * leads has is left out: a colleague may have written it past the API, and must not take the others away.
 */
export const listViews: Handlers["listViews"] = async (context) => {
  const result = await context.db
    .from("saved_views")
    .select(VIEW_COLUMNS)
    .order("name")
    .order("id");
  const views = parseRows(result, z.unknown()).flatMap((row) => {
    const view = viewSchema.safeParse(row);
    return view.success ? [view.data] : [];
  });
  return { views };
};
