import { RestError } from "../RestError.ts";
import type { At, ParsedQuery, SelectItem, SelectedRelation } from "../parse/ast.ts";
import type { DatabaseSchema, Relationship, Table } from "../schema/DatabaseSchema.ts";
import { findRelationship } from "../schema/findRelationship.ts";
import { findEmbed, type Embed, type ReadNode } from "./readPlan.ts";
import { identifier, qualified, sql, type Sql } from "./sql.ts";

/** Postgres cuts names at 63 bytes; aliases end in what makes them differ, so their stem is cut before. */
const ALIAS_STEM_LENGTH = 40;

interface Root {
  readonly schema: string;
  readonly name: string;
  readonly table: Table | undefined;
  readonly from: Sql;
  readonly alias: Sql;
}

export interface ReadOptions {
  readonly aggregates: boolean;
  /** Most rows of any relation, embedded ones too. */
  readonly maxRows: number | undefined;
  /** Filters, order and range of the request's own table are applied by someone else (a write). */
  readonly onlyEmbedded: boolean;
}

/** A table read directly. Its columns are qualified by its full name, so that errors name them as PostgREST's do. */
export function tableRoot(table: Table): Root {
  const { schema, name } = table;
  const full = qualified(schema, name);
  return { schema, name, table, from: full, alias: full };
}

/** The rows of the statement's own `pgrst_source` (a write's or a function's), under the table's name. */
export function sourceRoot(schema: string, name: string, table: Table | undefined): Root {
  const alias = identifier(name);
  return { schema, name, table, from: sql`pgrst_source as ${alias}`, alias };
}

/** Resolves a parsed query against the schema: relationships, and where each filter and order belongs. */
export function planRead(
  database: DatabaseSchema,
  root: Root,
  query: ParsedQuery,
  options: ReadOptions,
): ReadNode {
  if (!options.aggregates) refuseAggregates(query.select);
  const limit = options.maxRows === undefined ? undefined : BigInt(options.maxRows);
  const node: ReadNode = {
    ...root,
    ...splitSelect(query.select),
    joins: [],
    logic: [],
    order: [],
    limit: options.onlyEmbedded ? undefined : limit,
    offset: 0n,
  };
  addEmbeds(database, root.schema, node, query.select, 1, limit);
  const isMine = (at: At<unknown>): boolean => !options.onlyEmbedded || at.path.length > 0;
  for (const at of query.filters.filter(isMine)) reach(node, at.path).logic.push(at.item);
  for (const at of query.orders.filter(isMine)) reach(node, at.path).order = at.item;
  for (const { path, item } of query.ranges.filter(isMine)) {
    const target = reach(node, path);
    if (item.limit !== undefined) target.limit = smaller(BigInt(item.limit), limit);
    if (item.offset !== undefined) target.offset = BigInt(item.offset);
  }
  return node;
}

function splitSelect(select: readonly SelectItem[]): Pick<ReadNode, "fields" | "embeds"> {
  return { fields: select.filter((item) => item.kind === "field"), embeds: [] };
}

function addEmbeds(
  database: DatabaseSchema,
  schema: string,
  parent: ReadNode,
  select: readonly SelectItem[],
  depth: number,
  limit: bigint | undefined,
): void {
  for (const item of select) {
    if (item.kind !== "relation") continue;
    const embed = makeEmbed(database, schema, parent, item, depth, limit);
    parent.embeds.push(embed);
    addEmbeds(database, schema, embed.node, item.select, depth + 1, limit);
  }
}

function makeEmbed(
  database: DatabaseSchema,
  schema: string,
  parent: ReadNode,
  item: SelectedRelation,
  depth: number,
  limit: bigint | undefined,
): Embed {
  const relationship = findRelationship(database, schema, parent.name, item.relation, item.hint);
  const { foreignTable, cardinality } = relationship;
  const alias = aliasOf(foreignTable.name, `_${depth}`);
  const { from, joins } = joinTo(relationship, parent.alias, alias, depth);
  const isToOne = cardinality === "many-to-one" || cardinality === "one-to-one";
  return {
    node: {
      from,
      alias,
      name: foreignTable.name,
      table: foreignTable,
      ...splitSelect(item.select),
      joins,
      logic: [],
      order: [],
      limit: isToOne ? undefined : limit,
      offset: 0n,
    },
    relationship,
    isToOne,
    relation: item.relation,
    userAlias: item.alias,
    isInner: item.isInner,
    isSpread: item.isSpread,
    joinAlias: aliasOf(
      `${parent.name.slice(0, ALIAS_STEM_LENGTH / 2)}_${item.alias ?? item.relation}`,
      `_${depth}_${parent.embeds.length}`,
    ),
    isEmpty: item.select.length === 0,
  };
}

function joinTo(
  { table, foreignTable, columns, junction }: Relationship,
  parentAlias: Sql,
  alias: Sql,
  depth: number,
): { from: Sql; joins: Sql[] } {
  const target = sql`${qualified(foreignTable.schema, foreignTable.name)} as ${alias}`;
  const equal = (left: Sql, own: string, right: Sql, foreign: string): Sql =>
    sql`${left}.${identifier(own)} = ${right}.${identifier(foreign)}`;
  if (junction === undefined) {
    const joins = columns.map(([own, foreign]) => equal(parentAlias, own, alias, foreign));
    return { from: target, joins };
  }
  const middle = aliasOf(`${table.name.slice(0, 20)}_${junction.table.name}`, `_${depth}_via`);
  const via = sql`${qualified(junction.table.schema, junction.table.name)} as ${middle}`;
  return {
    from: sql`${target}, ${via}`,
    joins: [
      ...junction.columns.map(([own, link]) => equal(parentAlias, own, middle, link)),
      ...junction.foreignColumns.map(([foreign, link]) => equal(alias, foreign, middle, link)),
    ],
  };
}

function aliasOf(stem: string, suffix: string): Sql {
  return identifier(stem.slice(0, ALIAS_STEM_LENGTH) + suffix);
}

function reach(node: ReadNode, path: readonly string[]): ReadNode {
  const [name, ...rest] = path;
  if (name === undefined) return node;
  const embed = findEmbed(node, name);
  if (embed === undefined) throw notEmbedded(name);
  return reach(embed.node, rest);
}

export function notEmbedded(name: string): RestError {
  return new RestError(400, {
    code: "PGRST108",
    message: `'${name}' is not an embedded resource in this request`,
    hint: `Verify that '${name}' is included in the 'select' query parameter.`,
  });
}

function refuseAggregates(select: readonly SelectItem[]): void {
  for (const item of select) {
    if (item.kind === "relation") refuseAggregates(item.select);
    else if (item.aggregate !== undefined) {
      throw new RestError(400, {
        code: "PGRST123",
        message: "Use of aggregate functions is not allowed",
      });
    }
  }
}

function smaller(a: bigint, b: bigint | undefined): bigint {
  return b === undefined || a < b ? a : b;
}
