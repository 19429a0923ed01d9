/** One step of a JSON path: `->key`, `->>key`, `->0`. */
export interface JsonStep {
  readonly arrow: "->" | "->>";
  readonly key: string;
  readonly isIndex: boolean;
}

export interface Field {
  readonly name: string;
  readonly path: readonly JsonStep[];
}

export const AGGREGATES = ["avg", "count", "max", "min", "sum"] as const;
export type Aggregate = (typeof AGGREGATES)[number];

export interface SelectedField {
  readonly kind: "field";
  /** `*` stands for all columns; empty for `count()`. */
  readonly field: Field;
  readonly alias?: string;
  readonly cast?: string;
  readonly aggregate?: { readonly name: Aggregate; readonly cast?: string };
}

export interface SelectedRelation {
  readonly kind: "relation";
  readonly relation: string;
  readonly alias?: string;
  /** Foreign key, column or junction that tells between several relationships. */
  readonly hint?: string;
  readonly isInner: boolean;
  readonly isSpread: boolean;
  readonly select: readonly SelectItem[];
}

export type SelectItem = SelectedField | SelectedRelation;

export type CompareOperator =
  | "eq"
  | "neq"
  | "gt"
  | "gte"
  | "lt"
  | "lte"
  | "like"
  | "ilike"
  | "match"
  | "imatch"
  | "cs"
  | "cd"
  | "ov"
  | "sl"
  | "sr"
  | "nxl"
  | "nxr"
  | "adj";

export type SearchOperator = "fts" | "plfts" | "phfts" | "wfts";

export type IsValue = "null" | "not_null" | "true" | "false" | "unknown";

export type Operation =
  | {
      readonly kind: "compare";
      readonly operator: CompareOperator;
      readonly quantifier?: "any" | "all";
      readonly value: string;
    }
  | { readonly kind: "in"; readonly values: readonly string[] }
  | { readonly kind: "is"; readonly value: IsValue }
  | { readonly kind: "isDistinct"; readonly value: string }
  | {
      readonly kind: "search";
      readonly operator: SearchOperator;
      readonly language?: string;
      readonly value: string;
    };

export interface Condition {
  readonly kind: "condition";
  readonly field: Field;
  readonly isNegated: boolean;
  readonly operation: Operation;
}

export interface Group {
  readonly kind: "group";
  readonly operator: "and" | "or";
  readonly isNegated: boolean;
  readonly children: readonly Logic[];
}

export type Logic = Condition | Group;

export interface OrderTerm {
  /** An embedded to-one relation whose column orders its parent: `order=client(name)`. */
  readonly relation?: string;
  readonly field: Field;
  readonly direction?: "asc" | "desc";
  readonly nulls?: "first" | "last";
}

/** Something that applies to the relation reached by `path`: empty for the request's own table. */
export interface At<T> {
  readonly path: readonly string[];
  readonly item: T;
}

/** Decimal digits, passed on to Postgres as they are; `offset` may be missing. */
export interface Range {
  readonly limit?: string;
  readonly offset?: string;
}

export interface ParsedQuery {
  readonly select: readonly SelectItem[];
  readonly filters: readonly At<Logic>[];
  readonly orders: readonly At<readonly OrderTerm[]>[];
  readonly ranges: readonly At<Range>[];
  readonly columns?: readonly string[];
  readonly onConflict?: readonly string[];
  /** What is no filter: the arguments of a function called by GET. */
  readonly args: readonly (readonly [name: string, value: string])[];
}
