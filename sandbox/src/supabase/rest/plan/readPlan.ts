import type { Logic, OrderTerm, SelectedField } from "../parse/ast.ts";
import type { Relationship, Table } from "../schema/DatabaseSchema.ts";
import type { Sql } from "./sql.ts";

/** One relation of a request: its own table, or one embedded in another. */
export interface ReadNode {
  /** What stands after `from`, with its alias. */
  readonly from: Sql;
  /** How its columns are qualified. */
  readonly alias: Sql;
  /** For messages and for finding relationships. */
  readonly name: string;
  readonly table: Table | undefined;
  readonly fields: readonly SelectedField[];
  readonly embeds: Embed[];
  /** Joins it to its parent. */
  readonly joins: readonly Sql[];
  readonly logic: Logic[];
  order: readonly OrderTerm[];
  limit: bigint | undefined;
  offset: bigint;
}

export interface Embed {
  readonly node: ReadNode;
  readonly relationship: Relationship;
  readonly isToOne: boolean;
  /** The names by which filters and orders may reach it. */
  readonly relation: string;
  readonly userAlias: string | undefined;
  readonly isInner: boolean;
  readonly isSpread: boolean;
  /** Of the lateral join that holds its rows, and, for several rows, of the column that holds their array. */
  readonly joinAlias: Sql;
  /** Selects nothing: it only filters its parent. */
  readonly isEmpty: boolean;
}

/** The key under which it stands in its parent's object. */
export function outputName(embed: Embed): string {
  return embed.userAlias ?? embed.relation;
}

export function findEmbed(node: Pick<ReadNode, "embeds">, name: string): Embed | undefined {
  return node.embeds.find(({ relation, userAlias }) => relation === name || userAlias === name);
}
