import { parseRow } from "../clients/supabase/rows.ts";
import { pokeJobRunner } from "../http/jobRunner.ts";
import type { Handlers } from "../http/mountApi.ts";
import { JOB_COLUMNS, jobRowSchema } from "./jobColumns.ts";

/** Lets a job that failed go on. @throws AppError `conflict` while another of its kind runs */
export const retryJob: Handlers["retryJob"] = async (context, { params }) => {
  const result = await context.db.rpc("retry_job", { job: params.jobId }).select(JOB_COLUMNS);
  const job = parseRow(result, jobRowSchema);
  context.background(pokeJobRunner(context.env, context.organizationId));
  return job;
};
