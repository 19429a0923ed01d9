import { z } from "zod";
import type { Database } from "./database.ts";
import { parseRow } from "./rows.ts";

/** Deletes a row by its id. @throws AppError `not_found` where there is none that the caller may delete */
export async function deleteRow(db: Database, table: string, id: string): Promise<void> {
  parseRow(await db.from(table).delete().eq("id", id).select("id"), z.object({ id: z.uuid() }));
}
