import type { Field, JsonStep, SelectedField } from "../parse/ast.ts";
import type { ReadNode } from "./readPlan.ts";
import { castType } from "./castType.ts";
import { fromCatalog, identifier, nothing, sql, value, type Sql } from "./sql.ts";

type Place = Pick<ReadNode, "alias" | "table">;

/** `"table"."column"`, with its JSON path; other types than JSON are turned into it first. */
export function renderField({ alias, table }: Place, field: Field): Sql {
  const column = sql`${alias}.${identifier(field.name)}`;
  if (field.path.length === 0) return column;
  const type = table?.columns.get(field.name)?.baseType;
  const start = type === "json" || type === "jsonb" ? column : sql`to_jsonb(${column})`;
  return field.path.reduce(
    (path, step) =>
      step.arrow === "->" ? sql`${path}->${operand(step)}` : sql`${path}->>${operand(step)}`,
    start,
  );
}

function operand({ key, isIndex }: JsonStep): Sql {
  return isIndex ? sql`${value(key)}::int` : sql`${value(key)}`;
}

/** One item of a select list, named as PostgREST names it. */
export function renderSelected(place: Place, selected: SelectedField): Sql {
  const { field, alias, cast, aggregate } = selected;
  if (field.name === "*" && aggregate === undefined) return sql`${place.alias}.*`;
  const plain = field.name === "" ? sql`*` : renderField(place, field);
  const inner = cast === undefined ? plain : sql`cast(${plain} as ${castType(cast)})`;
  const called = aggregate === undefined ? inner : sql`${fromCatalog(aggregate.name)}(${inner})`;
  const outer =
    aggregate?.cast === undefined ? called : sql`cast(${called} as ${castType(aggregate.cast)})`;
  const name = alias ?? defaultName(selected);
  return name === undefined ? outer : sql`${outer} as ${identifier(name)}`;
}

/** The name that a field gets in the answer; undefined leaves it to Postgres, as for plain columns. */
function defaultName({ field, cast, aggregate }: SelectedField): string | undefined {
  if (aggregate !== undefined) return aggregate.name;
  const key = field.path.findLast(({ isIndex }) => !isIndex)?.key;
  return key ?? (field.path.length > 0 || cast !== undefined ? field.name : undefined);
}

/** The name in the answer, for building on top of it. */
export function selectedName(selected: SelectedField): string {
  return selected.alias ?? defaultName(selected) ?? selected.field.name;
}

/** ` group by …` where some field is aggregated and others are not. */
export function renderGrouping(place: Place, fields: readonly SelectedField[]): Sql[] {
  if (!fields.some(({ aggregate }) => aggregate !== undefined)) return [];
  return fields
    .filter(({ aggregate }) => aggregate === undefined)
    .map((selected) => (selected.field.name === "*" ? nothing : renderField(place, selected.field)))
    .filter((piece) => piece !== nothing);
}
