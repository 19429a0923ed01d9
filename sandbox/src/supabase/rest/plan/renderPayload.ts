import type { Column } from "../schema/DatabaseSchema.ts";
import { commaList, fromCatalog, identifier, nothing, sql, value, type Sql } from "./sql.ts";

/** A JSON body that Postgres is to read as rows, so that it converts every value by its own rules. */
export interface Payload {
  readonly text: string;
  readonly isArray: boolean;
  readonly columns: readonly Pick<Column, "name" | "type" | "default">[];
  /** `Prefer: missing=default`: what a row does not give gets the column's default instead of null. */
  readonly appliesDefaults: boolean;
}

/** ` from …` whose rows are `pgrst_body`, with one column for each of the payload's. */
export function renderPayload({ text, isArray, columns, appliesDefaults }: Payload): Sql {
  const names = commaList(columns.map(({ name }) => identifier(name)));
  const typed = commaList(
    columns.map(({ name, type }) => sql`${identifier(name)} ${fromCatalog(type)}`),
  );
  const bound = appliesDefaults ? sql`${value(text)}::jsonb` : sql`${value(text)}::json`;
  const source = appliesDefaults ? withDefaults(bound, isArray, columns) : bound;
  const prefix = fromCatalog(appliesDefaults ? "jsonb" : "json");
  const data = sql`pgrst_payload.json_data`;
  const rows =
    columns.length > 0
      ? isArray
        ? sql`${prefix}_to_recordset(${data}) as _(${typed})`
        : sql`${prefix}_to_record(${data}) as _(${typed})`
      : isArray
        ? sql`${prefix}_array_elements(${data}) as _`
        : sql`(values (1)) as _`;
  return sql` from (select ${source} as json_data) as pgrst_payload, lateral (select ${names} from ${rows}) as pgrst_body`;
}

function withDefaults(
  body: Sql,
  isArray: boolean,
  columns: readonly Pick<Column, "name" | "default">[],
): Sql {
  const entries = columns.flatMap(({ name, default: expression }) =>
    expression === undefined ? [] : [sql`${value(name)}::text, ${fromCatalog(expression)}`],
  );
  const defaults =
    entries.length === 0 ? nothing : sql`jsonb_build_object(${commaList(entries)}) || `;
  return isArray
    ? sql`(select coalesce(jsonb_agg(${defaults}element), '[]') from jsonb_array_elements(${body}) as element)`
    : sql`(${defaults}${body})`;
}
