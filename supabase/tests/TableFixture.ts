/** A row of a table, by what finds it. */
export interface Row {
  /** Finds the row: `column = value`. */
  readonly key: Readonly<Record<string, string>>;
}

/** A table's labelled rows, how to change one, and what an insert of each label would write. */
export interface TableFixture {
  readonly rows: Readonly<Record<string, Row>>;
  /** The assignment that `update` tries. */
  readonly touch: string;
  readonly inserts: Readonly<Record<string, () => Readonly<Record<string, unknown>>>>;
}
