/** Where a view's column comes from, by numbers of the catalog. */
export interface ViewColumn {
  readonly column: number;
  readonly sourceTable: string;
  readonly sourceColumn: number;
}

/**
 * Finds which columns of a view are plain columns of a table, so that the table's foreign keys serve the view
 * too. Reads the view's rule as Postgres prints it (`pg_rewrite.ev_action`): a tree of `{NODE :field value}`,
 * of which only the outermost query's target list counts.
 */
export function viewColumns(definition: string): ViewColumn[] {
  const targetList = outermostTargetList(definition);
  const entries = targetList.matchAll(
    /:resno (\d+) :resname (?:\\.|[^\s\\])+ :ressortgroupref \d+ :resorigtbl (\d+) :resorigcol (\d+) :resjunk false/g,
  );
  return [...entries]
    .map(([, column, sourceTable, sourceColumn]) => ({
      column: Number(column),
      sourceTable: sourceTable ?? "0",
      sourceColumn: Number(sourceColumn),
    }))
    .filter(({ sourceTable }) => sourceTable !== "0");
}

function outermostTargetList(definition: string): string {
  let depth = 0;
  let start: number | undefined;
  for (let index = 0; index < definition.length; index++) {
    const character = definition[index];
    // A backslash escapes the next character of a name.
    if (character === "\\") index += 1;
    else if (character === "{" || character === "(") depth += 1;
    else if (character === "}" || character === ")") depth -= 1;
    // Depth 2 is inside the list and the one query that a view's rule holds.
    else if (character === ":" && depth === 2) {
      if (start !== undefined) return definition.slice(start, index);
      if (definition.startsWith(":targetList ", index)) start = index;
    }
  }
  return start === undefined ? "" : definition.slice(start);
}
