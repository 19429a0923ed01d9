import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Names of the custom fields that the organisation's leads have. */
export const listCustomFields: Handlers["listCustomFields"] = async (context) => {
  const result = await context.db.from("custom_fields").select("name").order("name");
  return { names: parseRows(result, z.object({ name: z.string() })).map(({ name }) => name) };
};
