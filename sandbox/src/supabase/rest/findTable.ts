import { RestError } from "./RestError.ts";
import { keyOf, type DatabaseSchema, type Table } from "./schema/DatabaseSchema.ts";

/** The table or view of that name. Throws PGRST205 (404). */
export function findTable(database: DatabaseSchema, schema: string, name: string): Table {
  const table = database.tables.get(keyOf(schema, name));
  if (table !== undefined) return table;
  throw new RestError(404, {
    code: "PGRST205",
    message: `Could not find the table '${schema}.${name}' in the schema cache`,
  });
}
