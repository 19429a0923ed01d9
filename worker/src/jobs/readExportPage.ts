import type { ExportTable } from "#shared/exportTables";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";

/** How much one page brings at most: so much is held in memory at once, a few times over. */
const PAGE_ROWS = 5_000;
const PAGE_BYTES = 3 * 1024 * 1024;

const pageSchema = z.object({
  /** One JSON object a line. */
  lines: z.string(),
  rows: z.int(),
  after: z.array(z.string()).nullable(),
  isLast: z.boolean(),
});

/** The rows of a table behind a key. @throws AppError */
export async function readExportPage(
  env: Env,
  jobId: string,
  table: ExportTable,
  after: readonly string[] | null,
): Promise<z.infer<typeof pageSchema>> {
  const result = await serviceDatabase(env).rpc("read_export_page", {
    job: jobId,
    source: table.table,
    columns: table.columns,
    key: table.key,
    scope: table.scope,
    made_at: table.madeAt,
    after,
    most: PAGE_ROWS,
    most_bytes: PAGE_BYTES,
  });
  return pageSchema.parse(dataOf(result));
}
