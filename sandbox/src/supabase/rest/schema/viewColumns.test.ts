import { expect, test } from "vitest";
import { viewColumns } from "./viewColumns.ts";

const entry = (number: number, name: string, table: number, column: number): string =>
  `{TARGETENTRY :expr {VAR :varno 1} :resno ${number} :resname ${name} :ressortgroupref 0 :resorigtbl ${table} :resorigcol ${column} :resjunk false}`;

test("only plain columns of the outermost query count, whatever their names hold", () => {
  const inner = `({QUERY :targetList (${entry(1, "inner", 99, 9)}) :override 0})`;
  const rule = `({QUERY :commandType 1 :rtable ${inner} :targetList (${entry(1, "id", 10, 1)} ${entry(2, "odd\\ \\}name", 10, 3)} ${entry(3, "computed", 0, 0)}) :override 0 :returningList <>})`;
  expect(viewColumns(rule)).toEqual([
    { column: 1, sourceTable: "10", sourceColumn: 1 },
    { column: 2, sourceTable: "10", sourceColumn: 3 },
  ]);
});
