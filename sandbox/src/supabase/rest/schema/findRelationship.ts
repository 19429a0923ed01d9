import { RestError } from "../RestError.ts";
import { keyOf, type DatabaseSchema, type Relationship } from "./DatabaseSchema.ts";

/**
 * Finds the one relationship that `select=target!hint(…)` means, by PostgREST's rules. The target is a table,
 * a foreign key, or an own column with a foreign key; the hint is a foreign key, a column of either side, or
 * the junction. Throws PGRST200 when there is none, PGRST201 (300) when there are several.
 * https://docs.postgrest.org/en/v14/references/api/resource_embedding.html
 */
export function findRelationship(
  database: DatabaseSchema,
  schema: string,
  origin: string,
  target: string,
  hint: string | undefined,
): Relationship {
  const candidates = database.relationships.get(keyOf(schema, origin)) ?? [];
  const found = candidates.filter(
    (candidate) =>
      candidate.foreignTable.schema === schema &&
      (candidate.table === candidate.foreignTable
        ? matchesSelf(candidate, target, hint)
        : matches(candidate, target, hint)),
  );
  const [first, ...others] = found;
  if (first === undefined) {
    throw new RestError(400, {
      code: "PGRST200",
      message: `Could not find a relationship between '${origin}' and '${target}' in the schema cache`,
      details: `Searched for a foreign key relationship between '${origin}' and '${target}'${hint === undefined ? "" : ` using the hint '${hint}'`} in the schema '${schema}', but no matches were found.`,
    });
  }
  if (others.length > 0) throw ambiguous(origin, target, found);
  return first;
}

/** One foreign key of a table to itself leads both ways: the table's name means many, the column's name one. */
function matchesSelf(candidate: Relationship, target: string, hint: string | undefined): boolean {
  const [own, foreign] = singlePair(candidate);
  const { cardinality, foreignTable } = candidate;
  if (cardinality === "one-to-many" && target === foreignTable.name) {
    return hint === undefined || hint === foreign;
  }
  return cardinality === "many-to-one" && hint === undefined && target === own;
}

function matches(candidate: Relationship, target: string, hint: string | undefined): boolean {
  const isJunction = candidate.cardinality === "many-to-many";
  const [own, foreign] = singlePair(candidate);
  const constraint = isJunction ? undefined : candidate.constraint;
  if (hint === undefined) {
    return target === candidate.foreignTable.name || target === constraint || target === own;
  }
  return (
    target === candidate.foreignTable.name &&
    (hint === constraint ||
      hint === own ||
      hint === foreign ||
      hint === candidate.junction?.table.name)
  );
}

function singlePair({ columns }: Relationship): readonly [string?, string?] {
  return columns.length === 1 ? (columns[0] ?? []) : [];
}

function ambiguous(origin: string, target: string, found: readonly Relationship[]): RestError {
  const hints = found.map(
    ({ foreignTable, junction, constraint }) =>
      `'${foreignTable.name}!${junction?.table.name ?? constraint}'`,
  );
  return new RestError(300, {
    code: "PGRST201",
    message: `Could not embed because more than one relationship was found for '${origin}' and '${target}'`,
    details: found.map(describe),
    hint: `Try changing '${target}' to one of the following: ${hints.join(", ")}. Find the desired relationship in the 'details' key.`,
  });
}

function describe(relationship: Relationship): Record<string, string> {
  const { table, foreignTable, cardinality, constraint, columns, junction } = relationship;
  const side = (name: string, names: readonly string[]): string => `${name}(${names.join(", ")})`;
  const own = columns.map(([from]) => from);
  const foreign = columns.map(([, to]) => to);
  return {
    cardinality,
    embedding: `${table.name} with ${foreignTable.name}`,
    relationship:
      junction === undefined
        ? `${constraint} using ${side(table.name, own)} and ${side(foreignTable.name, foreign)}`
        : `${junction.table.name} using ${side(
            junction.constraint,
            junction.columns.map(([, to]) => to),
          )} and ${side(
            junction.foreignConstraint,
            junction.foreignColumns.map(([, to]) => to),
          )}`,
  };
}
