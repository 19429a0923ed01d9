import type { ImportResult } from "#shared/leads";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { judgeRow } from "./judgeRow.ts";

/**
 * Adds a slice of a file to a list, in one transaction. Each row is taken or refused by itself;
 * numbers the organisation has already are refused as duplicates. The same slice sent again adds
 * nothing and answers the same.
 */
export const importLeads: Handlers["importLeads"] = async (context, { params, body }) => {
  const judged = body.rows.map((row) => judgeRow(row));
  const taken = judged.filter((row) => "phone" in row);
  const result = await context.db.rpc("import_leads", { list: params.listId, rows: taken });
  const added = new Set(parseRows(result, z.int()));

  const refused = judged.flatMap((row): ImportResult["refused"] => {
    if ("reason" in row) return [{ rowNumber: row.row_number, reason: row.reason }];
    if (added.has(row.row_number)) return [];
    return [{ rowNumber: row.row_number, reason: "duplicate" }];
  });
  return { added: added.size, refused };
};
