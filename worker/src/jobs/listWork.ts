import { timestamp } from "#shared/text";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";

const workSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(["export", "erasure"]),
    status: z.enum(["running", "done", "failed"]),
    /** As it was written: the database compares it. */
    place: z.record(z.string(), z.unknown()),
    attempts: z.int(),
    next_step_at: timestamp,
    total: z.int(),
  })
  .transform(({ next_step_at: at, ...job }) => ({ ...job, nextStepAtMs: Date.parse(at) }));
/** A job with something to do. */
export type WorkingJob = z.output<typeof workSchema>;

/** What there is to do in an organisation. @throws AppError */
export async function listWork(env: Env, organizationId: string): Promise<WorkingJob[]> {
  const result = await serviceDatabase(env).rpc("jobs_to_do", { organization: organizationId });
  return parseRows(result, workSchema);
}
