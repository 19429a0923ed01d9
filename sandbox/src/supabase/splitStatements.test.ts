import { expect, test } from "vitest";
import { splitStatements } from "./splitStatements.ts";

const texts = (sql: string): string[] => splitStatements(sql).map(({ text }) => text);

test.each([
  ["plain", "select 1; select 2", ["select 1", "select 2"]],
  [
    "empty ones and comments",
    ";; -- a;b\n/* c; /* nested; */ */ select 1 -- end;\n;",
    ["select 1"],
  ],
  [
    "strings",
    "select 'a;''b'; select E'\\';'; select \"x;\"\"\"",
    ["select 'a;''b'", "select E'\\';'", 'select "x;"""'],
  ],
  [
    "dollar quotes",
    "do $$ a; $x$ $$; do $tag$ b; $$ c; $tag$",
    ["do $$ a; $x$ $$", "do $tag$ b; $$ c; $tag$"],
  ],
  ["parameters are no quotes", "select $1; select $2", ["select $1", "select $2"]],
  [
    "bodies of SQL-standard functions",
    "create function f() returns int begin atomic select case when true then 1 end; select 2; end; select 3",
    [
      "create function f() returns int begin atomic select case when true then 1 end; select 2; end",
      "select 3",
    ],
  ],
  ["a comment inside a statement stays", "select /* ; */ 1;", ["select /* ; */ 1"]],
  ["an identifier with a dollar", "select a$b$c; select 1", ["select a$b$c", "select 1"]],
])("%s", (_name, sql, expected) => {
  expect(texts(sql)).toEqual(expected);
});

test("each statement knows its line", () => {
  expect(splitStatements("-- x\nselect 1;\n\n  select\n2;").map(({ line }) => line)).toEqual([
    2, 4,
  ]);
});
