import { RestError } from "../RestError.ts";
import type { CompareOperator, Condition, IsValue, Logic, SearchOperator } from "../parse/ast.ts";
import { arrayLiteral } from "./arrayLiteral.ts";
import { findEmbed, outputName, type Embed, type ReadNode } from "./readPlan.ts";
import { renderField } from "./renderField.ts";
import { join, sql, value, type Sql } from "./sql.ts";

/** Text of the program, chosen by a word of the request. */
const OPERATORS: Readonly<Record<CompareOperator, Sql>> = {
  eq: sql`=`,
  neq: sql`<>`,
  gt: sql`>`,
  gte: sql`>=`,
  lt: sql`<`,
  lte: sql`<=`,
  like: sql`like`,
  ilike: sql`ilike`,
  match: sql`~`,
  imatch: sql`~*`,
  cs: sql`@>`,
  cd: sql`<@`,
  ov: sql`&&`,
  sl: sql`<<`,
  sr: sql`>>`,
  nxl: sql`&>`,
  nxr: sql`&<`,
  adj: sql`-|-`,
};

const SEARCHES: Readonly<Record<SearchOperator, Sql>> = {
  fts: sql`to_tsquery`,
  plfts: sql`plainto_tsquery`,
  phfts: sql`phraseto_tsquery`,
  wfts: sql`websearch_to_tsquery`,
};

const IS: Readonly<Record<IsValue, Sql>> = {
  null: sql`is null`,
  not_null: sql`is not null`,
  true: sql`is true`,
  false: sql`is false`,
  unknown: sql`is unknown`,
};

type Place = Pick<ReadNode, "alias" | "table" | "embeds" | "name">;

/**
 * A filter as SQL.
 * @param hasRows says "the embedded relation has rows" where a filter asks an embed for null: by its join in
 *   the main query, by `exists` where only rows are counted
 */
export function renderLogic(place: Place, logic: Logic, hasRows: (embed: Embed) => Sql): Sql {
  if (logic.kind === "condition") return renderCondition(place, logic, hasRows);
  const children = logic.children.map((child) => renderLogic(place, child, hasRows));
  const inner = join(children, logic.operator === "and" ? sql` and ` : sql` or `);
  return logic.isNegated ? sql`not (${inner})` : sql`(${inner})`;
}

function renderCondition(place: Place, condition: Condition, hasRows: (embed: Embed) => Sql): Sql {
  const { field, operation, isNegated } = condition;
  const embed = field.path.length === 0 ? findEmbed(place, field.name) : undefined;
  if (embed !== undefined && outputName(embed) === field.name) {
    const isColumn = place.table?.columns.has(field.name) === true;
    if (operation.kind === "is" && (operation.value === "null" || operation.value === "not_null")) {
      const wantsRows = (operation.value === "not_null") !== isNegated;
      return wantsRows ? hasRows(embed) : sql`not (${hasRows(embed)})`;
    }
    if (!isColumn) throw badOperator(field.name);
  }
  const positive = renderPositive(place, condition);
  return isNegated ? sql`not (${positive})` : positive;
}

function renderPositive(place: Place, { field, operation }: Condition): Sql {
  const left = renderField(place, field);
  if (operation.kind === "is") return sql`${left} ${IS[operation.value]}`;
  if (operation.kind === "isDistinct") {
    return sql`${left} is distinct from ${value(operation.value)}`;
  }
  if (operation.kind === "in") {
    const isEmpty = operation.values.length === 1 && operation.values[0] === "";
    return sql`${left} = any (${value(isEmpty ? "{}" : arrayLiteral(operation.values))})`;
  }
  if (operation.kind === "search") {
    const column = field.path.length === 0 ? field.name : undefined;
    return renderSearch(place, left, column, operation);
  }
  const isPattern = operation.operator === "like" || operation.operator === "ilike";
  const right = value(isPattern ? operation.value.replaceAll("*", "%") : operation.value);
  const operator = OPERATORS[operation.operator];
  if (operation.quantifier === "any") return sql`${left} ${operator} any (${right})`;
  if (operation.quantifier === "all") return sql`${left} ${operator} all (${right})`;
  return sql`${left} ${operator} ${right}`;
}

/** Text and JSON columns are turned into a `tsvector` first, in the language asked for. */
function renderSearch(
  { table }: Place,
  left: Sql,
  column: string | undefined,
  operation: { operator: SearchOperator; language?: string; value: string },
): Sql {
  const query = SEARCHES[operation.operator];
  const type = column === undefined ? undefined : table?.columns.get(column)?.baseType;
  const isVector = type === undefined || type === "tsvector";
  if (operation.language === undefined) {
    const vector = isVector ? left : sql`to_tsvector(${left})`;
    return sql`${vector} @@ ${query}(${value(operation.value)})`;
  }
  const language = sql`${value(operation.language)}::regconfig`;
  const vector = isVector ? left : sql`to_tsvector(${language}, ${left})`;
  return sql`${vector} @@ ${query}(${language}, ${value(operation.value)})`;
}

function badOperator(target: string): RestError {
  return new RestError(400, {
    code: "PGRST120",
    message: `Bad operator on the '${target}' embedded resource`,
    details: "Only is null or not is null filters are allowed on embedded resources",
  });
}
