import { EXPORT_TABLES } from "#shared/exportTables";
import type { Handlers } from "../http/mountApi.ts";
import { measureExport } from "./measureExport.ts";

/** What an export would hold, and about how big it would be. */
export const getExportSize: Handlers["getExportSize"] = async (context) => {
  const measured = await measureExport(context.env, context.organizationId);
  const rows = new Map(measured.map((each) => [each.source, each.rows]));
  return {
    tables: EXPORT_TABLES.map(({ table, holds }) => ({ table, holds, rows: rows.get(table) ?? 0 })),
    bytes: measured.reduce((sum, each) => sum + each.bytes, 0),
  };
};
