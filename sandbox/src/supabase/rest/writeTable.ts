import { answer, contentRange } from "./answer.ts";
import { checkMaxAffected } from "./checkMaxAffected.ts";
import { findTable } from "./findTable.ts";
import { parseRows } from "./parse/parseBody.ts";
import { preferencesApplied, type Preferences } from "./parse/parsePreferences.ts";
import { parseQuery } from "./parse/parseQuery.ts";
import type { ParsedQuery } from "./parse/ast.ts";
import { planRead, sourceRoot, tableRoot } from "./plan/planRead.ts";
import { renderRead } from "./plan/renderRead.ts";
import { renderStatement } from "./plan/renderStatement.ts";
import {
  renderDelete,
  renderInsert,
  renderReturning,
  renderUpdate,
  type Conflict,
  type RowsToWrite,
} from "./plan/renderWrite.ts";
import { sql, type Sql } from "./plan/sql.ts";
import { notSupported } from "./RestError.ts";
import { execute, type RestRequest } from "./RestRequest.ts";
import type { StatementResult } from "./runStatement.ts";
import type { DatabaseSchema, Table } from "./schema/DatabaseSchema.ts";

type Command = "insert" | "update" | "delete";

/** `POST` (insert, upsert), `PATCH` (update) and `DELETE /table`. */
export async function writeTable(
  request: RestRequest,
  database: DatabaseSchema,
  name: string,
  command: Command,
  body: Uint8Array,
): Promise<Response> {
  const { server, preferences, format, schema } = request;
  const table = findTable(database, schema, name);
  const query = parseQuery(request.query, false);
  if (command !== "insert" && query.ranges.some(({ path }) => path.length === 0)) {
    throw notSupported(`limit and offset on ${command}`);
  }
  const wantsRows = preferences.return === "representation";
  const wantsLocation = command === "insert" && preferences.return === "headers-only";
  const options = { aggregates: server.aggregates, maxRows: undefined, onlyEmbedded: true };
  const node = planRead(database, sourceRoot(schema, name, table), query, options);
  const returning = wantsRows
    ? renderReturning(table, node, [])
    : renderReturning(
        table,
        { ...node, fields: [], embeds: [] },
        wantsLocation ? table.primaryKey : [],
      );
  const write = renderCommand(request, database, table, query, command, body, returning);
  const statement = renderStatement({
    source: write,
    rows: wantsRows ? renderRead(node) : sql`select * from pgrst_source`,
    format: wantsRows ? format : undefined,
    shape: { isScalar: false, isSingle: false },
    locationColumns: wantsLocation ? table.primaryKey : [],
  });
  const result = await execute(request, database, `/${name}`, statement, {
    isReadOnly: false,
    check: (found) => {
      if (command !== "insert") checkMaxAffected(preferences, found);
    },
  });
  return answer(request, result, {
    status: statusOf(command, preferences, wantsRows, result),
    headers: {
      "content-range": rangeOf(command, preferences, result),
      location: locationOf(table, result),
      "preference-applied": preferencesApplied(preferences, [
        ...(command === "insert" ? (["resolution"] as const) : []),
        "return",
        "count",
        "missing",
        "handling",
        "timezone",
        ...(command === "insert" ? [] : (["max-affected"] as const)),
      ]),
    },
    body: wantsRows ? result.body : undefined,
  });
}

function renderCommand(
  request: RestRequest,
  database: DatabaseSchema,
  table: Table,
  query: ParsedQuery,
  command: Command,
  body: Uint8Array,
  returning: Sql,
): Sql {
  const { server, preferences, context } = request;
  const plan = planRead(
    database,
    tableRoot(table),
    { ...query, orders: [], filters: query.filters.filter(({ path }) => path.length === 0) },
    { aggregates: server.aggregates, maxRows: undefined, onlyEmbedded: false },
  );
  if (command === "delete") return renderDelete(table, plan, returning);
  const parsed = parseRows(body, context.req.header("content-type"), query.columns);
  const rows: RowsToWrite = { ...parsed, appliesDefaults: preferences.missing === "default" };
  return command === "update"
    ? renderUpdate(table, rows, plan, returning)
    : renderInsert(table, rows, conflictOf(preferences, query, table), returning);
}

function conflictOf(
  { resolution }: Preferences,
  { onConflict }: ParsedQuery,
  { primaryKey }: Table,
): Conflict | undefined {
  return resolution === undefined ? undefined : { resolution, columns: onConflict ?? primaryKey };
}

function statusOf(
  command: Command,
  { resolution }: Preferences,
  wantsRows: boolean,
  { inserted }: StatementResult,
): number {
  if (command !== "insert") return wantsRows ? 200 : 204;
  const onlyUpdated = resolution === "merge-duplicates" && inserted !== undefined && inserted <= 0;
  return onlyUpdated ? 200 : 201;
}

function rangeOf(command: Command, { count }: Preferences, { returned }: StatementResult): string {
  const total = count === undefined ? undefined : returned;
  return command === "update" ? contentRange(0n, returned, total) : contentRange(1n, 0, total);
}

/** `/table?id=eq.1` of the one row that was inserted. */
function locationOf(table: Table, { location, returned }: StatementResult): string | undefined {
  if (location === null || returned !== 1) return undefined;
  const query = new URLSearchParams();
  for (const name of table.primaryKey) {
    const text = location[name];
    query.append(name, typeof text === "string" ? `eq.${text}` : "is.null");
  }
  return `/${encodeURIComponent(table.name)}?${query}`;
}
