import type { AnswerFormat } from "../parse/parseAccept.ts";
import { arrayLiteral } from "./arrayLiteral.ts";
import { nothing, sql, value, type Sql } from "./sql.ts";

/** What the rows are: of a table, or of one column `pgrst_scalar`; and whether a single one stands alone. */
export interface RowShape {
  readonly isScalar: boolean;
  readonly isSingle: boolean;
}

/**
 * Wraps a query into the one statement of a request, which answers one row: the body as Postgres writes it, the
 * numbers for Content-Range, and what the database wants to say about the response.
 */
export function renderStatement(parts: {
  /** The rows' origin, if they come from a write or a function: `pgrst_source`. */
  source?: Sql;
  rows: Sql;
  /** Counts one for each row there is without a limit. */
  count?: Sql;
  /** The body is wanted; otherwise it is empty. */
  format: AnswerFormat | undefined;
  shape: RowShape;
  /** Columns of the primary key whose values of the first row are wanted, for a Location. */
  locationColumns?: readonly string[];
}): Sql {
  const { source, rows, count, format, shape, locationColumns = [] } = parts;
  const before = source === undefined ? nothing : sql`with pgrst_source as (${source}) `;
  const total =
    count === undefined ? sql`null` : sql`(select count(*) from (${count}) as pgrst_counted)`;
  const body = format === undefined ? sql`''` : renderBody(format, shape);
  return sql`${before}select ${total}::text as total, count(*)::text as returned, ${body} as body, ${location(locationColumns)} as location, nullif(current_setting('response.headers', true), '') as headers, nullif(current_setting('response.status', true), '') as status, nullif(current_setting('pgrst.inserted', true), '') as inserted from (${rows}) as pgrst_rows`;
}

function renderBody(format: AnswerFormat, { isScalar, isSingle }: RowShape): Sql {
  if (format.kind === "csv") return isScalar ? csvOf(sql`pgrst_scalar`) : CSV;
  const all = isScalar ? sql`json_agg(pgrst_rows.pgrst_scalar)` : sql`json_agg(pgrst_rows)`;
  const shown = format.stripNulls ? sql`json_strip_nulls(${all})` : all;
  return isSingle || format.kind === "object"
    ? sql`coalesce((${shown}->0)::text, 'null')`
    : sql`coalesce((${shown})::text, '[]')`;
}

/** Postgres's own text form of a row is CSV within parentheses. */
const CSV = sql`coalesce((select string_agg(to_json(key)#>>'{}', ',') from json_object_keys((json_agg(pgrst_rows)->0)::json) as key), '') || chr(10) || coalesce(string_agg(substring(pgrst_rows::text, 2, length(pgrst_rows::text) - 2), chr(10)), '')`;

function csvOf(column: Sql): Sql {
  return sql`'pgrst_scalar' || chr(10) || coalesce(string_agg(pgrst_rows.${column}::text, chr(10)), '')`;
}

function location(columns: readonly string[]): Sql {
  if (columns.length === 0) return sql`null::json`;
  return sql`(select json_object_agg(entry.key, entry.value) from (select row_to_json(pgrst_source) as first from pgrst_source limit 1) as pgrst_first, json_each_text(pgrst_first.first) as entry where entry.key = any (${value(arrayLiteral(columns))}::text[]))`;
}
