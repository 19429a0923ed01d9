import { RestError } from "../RestError.ts";
import type { Column, Table } from "../schema/DatabaseSchema.ts";
import type { ReadNode } from "./readPlan.ts";
import { renderLogic } from "./renderFilter.ts";
import { renderPayload } from "./renderPayload.ts";
import { commaList, identifier, nothing, qualified, sql, where, type Sql } from "./sql.ts";

export interface RowsToWrite {
  readonly text: string;
  readonly isArray: boolean;
  readonly keys: readonly string[];
  readonly appliesDefaults: boolean;
}

export interface Conflict {
  readonly resolution: "merge-duplicates" | "ignore-duplicates";
  /** The columns of the unique key that decides; empty means that the table has none. */
  readonly columns: readonly string[];
}

/** `insert … returning`, with `on conflict` where asked for. */
export function renderInsert(
  table: Table,
  rows: RowsToWrite,
  conflict: Conflict | undefined,
  returning: Sql,
): Sql {
  const columns = columnsOf(table, rows.keys);
  const names = columns.map(({ name }) => identifier(name));
  const into = names.length === 0 ? nothing : sql` (${commaList(names)})`;
  const picked = commaList(names.map((name) => sql`pgrst_body.${name}`));
  const counts = conflict?.resolution === "merge-duplicates" && conflict.columns.length > 0;
  const from = renderPayload({ ...rows, columns });
  return sql`insert into ${nameOf(table)}${into} select ${picked}${from}${counts ? sql` where ${countInserted("+")}` : nothing}${onConflict(conflict, names)}${returning}`;
}

function onConflict(conflict: Conflict | undefined, names: readonly Sql[]): Sql {
  if (conflict === undefined || conflict.columns.length === 0) return nothing;
  const target = sql` on conflict (${commaList(conflict.columns.map(identifier))})`;
  if (conflict.resolution === "ignore-duplicates" || names.length === 0) {
    return sql`${target} do nothing`;
  }
  const assignments = names.map((name) => sql`${name} = excluded.${name}`);
  return sql`${target} do update set ${commaList(assignments)} where ${countInserted("-")}`;
}

/** Counts each row offered, and takes off each that was there already: what is left was inserted. Always true. */
function countInserted(direction: "+" | "-"): Sql {
  const known = sql`coalesce(nullif(current_setting('pgrst.inserted', true), '')::int, 0)`;
  return direction === "+"
    ? sql`set_config('pgrst.inserted', (${known} + 1)::text, true) is not null`
    : sql`set_config('pgrst.inserted', (${known} - 1)::text, true) is not null`;
}

/** `update … returning`; the rows are those that the plan's filters name. */
export function renderUpdate(table: Table, rows: RowsToWrite, plan: ReadNode, returning: Sql): Sql {
  requireFilter(plan, "UPDATE");
  const columns = columnsOf(table, rows.keys);
  if (columns.length === 0) {
    // Nothing to set: an answer of no rows, with the table's columns for a select to name.
    return sql`select ${nameOf(table)}.* from ${nameOf(table)} where false`;
  }
  const assignments = columns.map(({ name }) => {
    const column = identifier(name);
    return sql`${column} = pgrst_body.${column}`;
  });
  const from = renderPayload({ ...rows, columns });
  return sql`update ${nameOf(table)} set ${commaList(assignments)}${from}${conditions(table, plan)}${returning}`;
}

/** `delete … returning`. */
export function renderDelete(table: Table, plan: ReadNode, returning: Sql): Sql {
  requireFilter(plan, "DELETE");
  return sql`delete from ${nameOf(table)}${conditions(table, plan)}${returning}`;
}

/** What a write must return so that `node` can be selected from it: its columns, and those that join embeds. */
export function renderReturning(table: Table, node: ReadNode, extra: readonly string[]): Sql {
  const all = node.fields.some(({ field }) => field.name === "*");
  const names = new Set([
    ...node.fields.map(({ field }) => field.name).filter((name) => name !== ""),
    ...node.embeds.flatMap(({ relationship: { columns, junction } }) =>
      (junction?.columns ?? columns).map(([own]) => own),
    ),
    ...extra,
  ]);
  if (all) return sql` returning ${nameOf(table)}.*`;
  if (names.size === 0) return sql` returning 1`;
  const columns = [...names].map((name) => sql`${nameOf(table)}.${identifier(name)}`);
  return sql` returning ${commaList(columns)}`;
}

function conditions(table: Table, plan: ReadNode): Sql {
  const place = { alias: nameOf(table), table, embeds: [], name: table.name };
  return where(plan.logic.map((logic) => renderLogic(place, logic, () => sql`true`)));
}

/** Hosted Supabase loads `safeupdate` for the API: a write to all rows must be meant. */
function requireFilter({ logic }: ReadNode, command: "UPDATE" | "DELETE"): void {
  if (logic.length > 0) return;
  throw new RestError(400, { code: "21000", message: `${command} requires a WHERE clause` });
}

function columnsOf(table: Table, keys: readonly string[]): Column[] {
  return keys.map((key) => {
    const column = table.columns.get(key);
    if (column !== undefined) return column;
    throw new RestError(400, {
      code: "PGRST204",
      message: `Could not find the '${key}' column of '${table.name}' in the schema cache`,
    });
  });
}

function nameOf({ schema, name }: Table): Sql {
  return qualified(schema, name);
}
