import { AppError } from "#shared/errors";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";
import type { WorkingJob } from "./listWork.ts";
import { retryAt } from "./retryAt.ts";

/** Notes that a job's step failed: it is tried again, or the job is given up. @throws AppError */
export async function failStep(
  env: Env,
  job: WorkingJob,
  error: unknown,
  nowMs: number,
): Promise<void> {
  const againMs = retryAt(job.attempts + 1, nowMs);
  assertDone(
    await serviceDatabase(env).rpc("fail_job_step", {
      job: job.id,
      reason: reasonOf(error),
      retry_at: againMs === null ? null : new Date(againMs).toISOString(),
    }),
  );
}

/** For admins: what is ours is in the log, and may name what is being erased. */
function reasonOf(error: unknown): string {
  return error instanceof AppError ? error.message : "Something went wrong on our side.";
}
