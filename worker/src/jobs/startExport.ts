import { parseRow } from "../clients/supabase/rows.ts";
import { pokeJobRunner } from "../http/jobRunner.ts";
import type { Handlers } from "../http/mountApi.ts";
import { JOB_COLUMNS, jobRowSchema } from "./jobColumns.ts";

/** Begins an export. @throws AppError `conflict` while another runs */
export const startExport: Handlers["startExport"] = async (context, { body }) => {
  const result = await context.db.rpc("start_export", { job: body.id }).select(JOB_COLUMNS);
  const job = parseRow(result, jobRowSchema);
  context.background(pokeJobRunner(context.env, context.organizationId));
  return job;
};
