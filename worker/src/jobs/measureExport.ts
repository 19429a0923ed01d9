import { EXPORT_TABLES } from "#shared/exportTables";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";

const measuredSchema = z.object({ source: z.string(), rows: z.int(), bytes: z.int() });

/** How many rows each table of an export has, and about how many bytes they make. @throws AppError */
export async function measureExport(env: Env, organizationId: string) {
  const tables = EXPORT_TABLES.map(({ table, columns, scope }) => ({
    source: table,
    columns,
    scope,
  }));
  const result = await serviceDatabase(env).rpc("measure_export", {
    organization: organizationId,
    tables,
  });
  return parseRows(result, measuredSchema);
}
