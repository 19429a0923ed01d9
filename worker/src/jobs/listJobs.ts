import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { JOB_COLUMNS, jobRowSchema } from "./jobColumns.ts";

/** As many as anybody looks back through. */
const MOST = 100;

/** The organisation's jobs, newest first. */
export const listJobs: Handlers["listJobs"] = async (context) => {
  const result = await context.db
    .from("jobs")
    .select(JOB_COLUMNS)
    .order("created_at", { ascending: false })
    .order("id")
    .limit(MOST);
  return { jobs: parseRows(result, jobRowSchema) };
};
