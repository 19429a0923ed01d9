import { keyOf, type ColumnPair, type Relationship, type Table } from "./DatabaseSchema.ts";
import { viewColumns } from "./viewColumns.ts";

/** A table with what only the catalog's numbers tell. */
export interface NumberedTable {
  readonly id: string;
  readonly table: Table;
  /** Column names by their number. */
  readonly names: ReadonlyMap<number, string>;
  /** A view's rule. */
  readonly definition: string | undefined;
}

export interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly foreignTable: string;
  readonly columns: readonly number[];
  readonly foreignColumns: readonly number[];
  readonly isUnique: boolean;
}

/** A table, or a view that shows some of its columns, under the table's own column numbers. */
interface Face {
  readonly table: Table;
  readonly names: ReadonlyMap<number, string>;
  readonly isView: boolean;
}

/** Derives every way from one exposed table or view to another, by their starting table. */
export function buildRelationships(
  tables: readonly NumberedTable[],
  foreignKeys: readonly ForeignKey[],
): Map<string, Relationship[]> {
  const faces = findFaces(tables);
  const direct = foreignKeys.flatMap((foreignKey) => directRelationships(foreignKey, faces));
  const all = [...direct, ...direct.map(inverse), ...junctionRelationships(foreignKeys, faces)];
  const byTable = new Map<string, Relationship[]>();
  for (const relationship of all) {
    const key = keyOf(relationship.table.schema, relationship.table.name);
    byTable.set(key, [...(byTable.get(key) ?? []), relationship]);
  }
  return byTable;
}

function findFaces(tables: readonly NumberedTable[]): Map<string, Face[]> {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const faces = new Map<string, Face[]>();
  const add = (id: string, face: Face): void => {
    faces.set(id, [...(faces.get(id) ?? []), face]);
  };
  for (const { id, table, names, definition } of tables) {
    if (definition === undefined) {
      add(id, { table, names, isView: false });
      continue;
    }
    const shown = new Map<string, Map<number, string>>();
    for (const { column, sourceTable, sourceColumn } of viewColumns(definition)) {
      const source = throughViews(sourceTable, sourceColumn, byId);
      const own = names.get(column);
      if (own === undefined) continue;
      const columns = shown.get(source.table) ?? new Map<number, string>();
      if (!columns.has(source.column)) columns.set(source.column, own);
      shown.set(source.table, columns);
    }
    for (const [base, columns] of shown) add(base, { table, names: columns, isView: true });
  }
  return faces;
}

/** A view may show another view's column: follow it down to the table. */
function throughViews(
  table: string,
  column: number,
  byId: ReadonlyMap<string, NumberedTable>,
): { table: string; column: number } {
  const definition = byId.get(table)?.definition;
  if (definition === undefined) return { table, column };
  const source = viewColumns(definition).find((entry) => entry.column === column);
  return source ? throughViews(source.sourceTable, source.sourceColumn, byId) : { table, column };
}

function directRelationships(
  foreignKey: ForeignKey,
  faces: ReadonlyMap<string, readonly Face[]>,
): Relationship[] {
  const found: Relationship[] = [];
  for (const from of faces.get(foreignKey.table) ?? []) {
    for (const to of faces.get(foreignKey.foreignTable) ?? []) {
      const columns = pairs(foreignKey.columns, from, foreignKey.foreignColumns, to);
      if (columns === undefined) continue;
      found.push({
        cardinality: foreignKey.isUnique ? "one-to-one" : "many-to-one",
        table: from.table,
        foreignTable: to.table,
        constraint: foreignKey.name,
        columns,
      });
    }
  }
  return found;
}

function inverse(relationship: Relationship): Relationship {
  return {
    cardinality: relationship.cardinality === "one-to-one" ? "one-to-one" : "one-to-many",
    table: relationship.foreignTable,
    foreignTable: relationship.table,
    constraint: relationship.constraint,
    columns: relationship.columns.map(([from, to]) => [to, from]),
  };
}

/** A table whose primary key holds two foreign keys joins the tables that these point to. */
function junctionRelationships(
  foreignKeys: readonly ForeignKey[],
  faces: ReadonlyMap<string, readonly Face[]>,
): Relationship[] {
  const found: Relationship[] = [];
  for (const first of foreignKeys) {
    for (const second of foreignKeys) {
      if (first === second || first.table !== second.table) continue;
      const junction = faces.get(first.table)?.find(({ isView }) => !isView);
      const name = (number: number): string => junction?.names.get(number) ?? "";
      const isWithinKey = [...first.columns, ...second.columns].every((number) =>
        junction?.table.primaryKey.includes(name(number)),
      );
      if (junction === undefined || !isWithinKey) continue;
      for (const from of faces.get(first.foreignTable) ?? []) {
        for (const to of faces.get(second.foreignTable) ?? []) {
          const columns = pairs(first.foreignColumns, from, first.columns, junction);
          const foreignColumns = pairs(second.foreignColumns, to, second.columns, junction);
          if (columns === undefined || foreignColumns === undefined) continue;
          found.push({
            cardinality: "many-to-many",
            table: from.table,
            foreignTable: to.table,
            constraint: first.name,
            columns: [],
            junction: {
              table: junction.table,
              constraint: first.name,
              foreignConstraint: second.name,
              columns,
              foreignColumns,
            },
          });
        }
      }
    }
  }
  return found;
}

function pairs(
  fromNumbers: readonly number[],
  from: Face,
  toNumbers: readonly number[],
  to: Face,
): ColumnPair[] | undefined {
  const found: ColumnPair[] = [];
  for (const [index, number] of fromNumbers.entries()) {
    const own = from.names.get(number);
    const foreign = to.names.get(toNumbers[index] ?? 0);
    if (own === undefined || foreign === undefined) return undefined;
    found.push([own, foreign]);
  }
  return found;
}
