/** What the REST server knows of the exposed schemas, as read from Postgres's catalog. */
export interface DatabaseSchema {
  /** By schema and name, see `keyOf`. Views are tables too. */
  readonly tables: ReadonlyMap<string, Table>;
  /** By the table that they start from. */
  readonly relationships: ReadonlyMap<string, readonly Relationship[]>;
  /** By schema and name: several when overloaded. */
  readonly functions: ReadonlyMap<string, readonly DatabaseFunction[]>;
  /** Settings that `alter role … set` gave to the API roles; set in each request's transaction. */
  readonly roleSettings: ReadonlyMap<string, readonly (readonly [name: string, value: string])[]>;
}

export function keyOf(schema: string, name: string): string {
  return `${schema}\0${name}`;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: ReadonlyMap<string, Column>;
  readonly primaryKey: readonly string[];
}

export interface Column {
  readonly name: string;
  /** Quoted and qualified by the catalog, ready to stand in SQL. */
  readonly type: string;
  /** The type's own name, below any domain. */
  readonly baseType: string;
  /** The default as SQL from the catalog; an identity column's too. */
  readonly default?: string;
}

export type Cardinality = "many-to-one" | "one-to-one" | "one-to-many" | "many-to-many";

/** From a column of the one side to a column of the other. */
export type ColumnPair = readonly [from: string, to: string];

export interface Junction {
  readonly table: Table;
  readonly constraint: string;
  readonly foreignConstraint: string;
  readonly columns: readonly ColumnPair[];
  readonly foreignColumns: readonly ColumnPair[];
}

export interface Relationship {
  readonly cardinality: Cardinality;
  readonly table: Table;
  readonly foreignTable: Table;
  /** Name of the foreign key; for many-to-many see `junction`. */
  readonly constraint: string;
  /** Own column to foreign column; for many-to-many empty. */
  readonly columns: readonly ColumnPair[];
  readonly junction?: Junction;
}

export interface FunctionParameter {
  /** Empty for an unnamed one. */
  readonly name: string;
  readonly type: string;
  readonly baseType: string;
  readonly isRequired: boolean;
  readonly isVariadic: boolean;
}

export interface DatabaseFunction {
  readonly schema: string;
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  readonly volatility: "immutable" | "stable" | "volatile";
  readonly returns: "void" | "scalar" | "composite";
  readonly returnsSet: boolean;
  /** The exposed table whose rows it returns, if any: its relations can be embedded. */
  readonly table?: string;
  /** Its own `statement_timeout`, which counts for the whole call (PostgREST: hoisted function settings). */
  readonly timeout?: string;
}
