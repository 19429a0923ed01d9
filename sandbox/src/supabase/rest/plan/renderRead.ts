import { RestError } from "../RestError.ts";
import type { OrderTerm } from "../parse/ast.ts";
import { notEmbedded } from "./planRead.ts";
import { findEmbed, outputName, type Embed, type ReadNode } from "./readPlan.ts";
import { renderField, renderGrouping, renderSelected, selectedName } from "./renderField.ts";
import { renderLogic } from "./renderFilter.ts";
import { commaList, identifier, join, nothing, sql, value, where, type Sql } from "./sql.ts";

/**
 * The query for a relation's rows. Each embedded relation is a lateral join whose rows Postgres turns into
 * JSON: an object for to-one, an array for to-many, or columns of the parent where it is spread.
 */
export function renderRead(node: ReadNode): Sql {
  const shown = node.embeds.filter((embed) => !embed.isEmpty);
  const list = [
    ...node.fields.map((field) => renderSelected(node, field)),
    ...shown.flatMap((embed) => (embed.isSpread ? spreadColumns(embed) : [embedColumn(embed)])),
  ];
  return sql`select ${commaList(list)}${fromClause(node)}${grouping(node, shown)}${ordering(node)}${range(node)}`;
}

/** One row for each row of the relation that its filters and inner joins leave, without order and range. */
export function renderCount(node: ReadNode): Sql {
  const exists = (embed: Embed): Sql => sql`exists (${renderCount(embed.node)})`;
  const conditions = [
    ...node.joins,
    ...node.logic.map((logic) => renderLogic(node, logic, exists)),
    ...node.embeds.filter(({ isInner }) => isInner).map(exists),
  ];
  return sql`select 1 from ${node.from}${where(conditions)}`;
}

function embedColumn(embed: Embed): Sql {
  const name = identifier(outputName(embed));
  const { joinAlias } = embed;
  return embed.isToOne
    ? sql`row_to_json(${joinAlias}.*) as ${name}`
    : sql`coalesce(${joinAlias}.${joinAlias}, '[]') as ${name}`;
}

/** The names of a relation's columns in the answer; `*` is written out, since each is handled by itself. */
function columnNames(node: ReadNode): string[] {
  const own = node.fields.flatMap((field) =>
    field.field.name === "*" && field.aggregate === undefined
      ? [...(node.table?.columns.keys() ?? [])]
      : [selectedName(field)],
  );
  const embedded = node.embeds
    .filter(({ isEmpty }) => !isEmpty)
    .flatMap((embed) => (embed.isSpread ? columnNames(embed.node) : [outputName(embed)]));
  return [...own, ...embedded];
}

function spreadColumns({ node, joinAlias, isToOne }: Embed): Sql[] {
  return columnNames(node).map((name) => {
    const column = sql`${joinAlias}.${identifier(name)}`;
    return isToOne ? column : sql`coalesce(${column}, '[]') as ${identifier(name)}`;
  });
}

function lateralJoin(embed: Embed): Sql {
  const { joinAlias, isToOne, isSpread, isInner, node, isEmpty } = embed;
  const rows = isEmpty ? sql`select 1${fromClause(node)}${range(node)}` : renderRead(node);
  const kind = isInner ? sql` inner join lateral ` : sql` left join lateral `;
  if (isToOne) return sql`${kind}(${rows}) as ${joinAlias} on true`;
  const arrays =
    isSpread && !isEmpty
      ? columnNames(node).map(
          (name) => sql`json_agg(${joinAlias}.${identifier(name)}) as ${identifier(name)}`,
        )
      : [sql`json_agg(${joinAlias}) as ${joinAlias}`];
  const list = commaList([...arrays, sql`count(*) > 0 as pgrst_found`]);
  const on = isInner ? hasRows(embed) : sql`true`;
  return sql`${kind}(select ${list} from (${rows}) as ${joinAlias}) as ${joinAlias} on ${on}`;
}

function fromClause(node: ReadNode): Sql {
  const conditions = [
    ...node.joins,
    ...node.logic.map((logic) => renderLogic(node, logic, hasRows)),
  ];
  return sql` from ${node.from}${join(node.embeds.map(lateralJoin), nothing)}${where(conditions)}`;
}

/** Whether a joined relation has rows: to-one is a row or null, to-many is always a row that says so. */
function hasRows({ joinAlias, isToOne }: Embed): Sql {
  return isToOne ? sql`${joinAlias} is distinct from null` : sql`${joinAlias}.pgrst_found`;
}

function grouping(node: ReadNode, shown: readonly Embed[]): Sql {
  const terms = renderGrouping(node, node.fields);
  if (terms.length === 0) return nothing;
  const embedded = shown.map((embed) => identifier(outputName(embed)));
  return sql` group by ${commaList([...terms, ...embedded])}`;
}

function ordering(node: ReadNode): Sql {
  if (node.order.length === 0) return nothing;
  return sql` order by ${commaList(node.order.map((term) => orderTerm(node, term)))}`;
}

function orderTerm(node: ReadNode, { relation, field, direction, nulls }: OrderTerm): Sql {
  let place: Pick<ReadNode, "alias" | "table"> = node;
  if (relation !== undefined) {
    const embed = findEmbed(node, relation);
    if (embed === undefined) throw notEmbedded(relation);
    if (!embed.isToOne) {
      throw new RestError(400, {
        code: "PGRST118",
        message: `A related order on '${relation}' is not possible`,
        details: `'${node.name}' and '${relation}' do not form a many-to-one or one-to-one relationship`,
      });
    }
    place = { alias: embed.joinAlias, table: embed.node.table };
  }
  const way = direction === undefined ? nothing : direction === "asc" ? sql` asc` : sql` desc`;
  const end =
    nulls === undefined ? nothing : nulls === "first" ? sql` nulls first` : sql` nulls last`;
  return sql`${renderField(place, field)}${way}${end}`;
}

function range({ limit, offset }: ReadNode): Sql {
  const most = limit === undefined ? nothing : sql` limit ${value(String(limit))}`;
  return offset === 0n ? most : sql`${most} offset ${value(String(offset))}`;
}
