import { exportFiles } from "../clients/supabase/exportFiles.ts";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";

/** Removes the files of an export whose time is over. @throws AppError */
export async function purgeExport(env: Env, organizationId: string, jobId: string): Promise<void> {
  const files = exportFiles(env, organizationId, jobId);
  await files.remove(await files.list());
  assertDone(await serviceDatabase(env).rpc("note_purged", { job: jobId }));
}
