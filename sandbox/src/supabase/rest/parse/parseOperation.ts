import type { CompareOperator, IsValue, Operation, SearchOperator } from "./ast.ts";
import type { TextScanner } from "./TextScanner.ts";

/** Operators that may be followed by `(any)` or `(all)`. */
const QUANTIFIABLE: readonly CompareOperator[] = [
  "eq",
  "gte",
  "gt",
  "lte",
  "lt",
  "like",
  "ilike",
  "match",
  "imatch",
];

const COMPARE: readonly CompareOperator[] = [
  ...QUANTIFIABLE,
  "neq",
  "cs",
  "cd",
  "ov",
  "sl",
  "sr",
  "nxl",
  "nxr",
  "adj",
];

const SEARCH: readonly SearchOperator[] = ["fts", "plfts", "phfts", "wfts"];

const IS_VALUES: readonly IsValue[] = ["not_null", "null", "true", "false", "unknown"];

/** Tells a filter (`eq.1`, `not.in.(1)`, `fts(german).x`) from a plain value. */
export function looksLikeOperation(text: string): boolean {
  const word = /^[a-z]+(?=[.(])/.exec(text)?.[0];
  return (
    word !== undefined && ["not", "is", "in", "isdistinct", ...COMPARE, ...SEARCH].includes(word)
  );
}

/**
 * Parses `not.eq.value` and its kin.
 * @param readValue reads the value: the rest of a parameter, or up to `,` or `)` inside `or=(…)`
 */
export function parseOperation(
  scanner: TextScanner,
  readValue: (scanner: TextScanner) => string,
): { isNegated: boolean; operation: Operation } {
  const isNegated = scanner.take("not.");
  return { isNegated, operation: parsePositive(scanner, readValue) };
}

function parsePositive(
  scanner: TextScanner,
  readValue: (scanner: TextScanner) => string,
): Operation {
  const word = scanner.match(/[a-z]+/y) ?? "";
  if (word === "in") {
    scanner.expect(".");
    return { kind: "in", values: parseList(scanner) };
  }
  if (word === "is") {
    scanner.expect(".");
    return { kind: "is", value: parseIsValue(scanner) };
  }
  if (word === "isdistinct") {
    scanner.expect(".");
    return { kind: "isDistinct", value: readValue(scanner) };
  }
  const search = SEARCH.find((known) => known === word);
  if (search !== undefined) {
    const language = scanner.match(/\([\p{L}\p{N}_ $]+\)/uy)?.slice(1, -1);
    scanner.expect(".");
    const inLanguage = language === undefined ? {} : { language };
    return { kind: "search", operator: search, ...inLanguage, value: readValue(scanner) };
  }
  const operator = COMPARE.find((known) => known === word);
  if (operator === undefined) return scanner.fail("operator (eq, gt, ...)");
  const quantifier = QUANTIFIABLE.includes(operator)
    ? scanner.match(/\((?:any|all)\)/y)
    : undefined;
  scanner.expect(".");
  return {
    kind: "compare",
    operator,
    ...(quantifier === undefined ? {} : { quantifier: quantifier === "(any)" ? "any" : "all" }),
    value: readValue(scanner),
  };
}

function parseIsValue(scanner: TextScanner): IsValue {
  const word = scanner.match(/[a-z_]+/iy)?.toLowerCase();
  return (
    IS_VALUES.find((known) => known === word) ??
    scanner.fail("null or trilean value (unknown, true, false)")
  );
}

/** `(a,"b,c",)`: an element that starts with a quote but does not end with one is taken as it is. */
function parseList(scanner: TextScanner): string[] {
  scanner.skipBlanks();
  scanner.expect("(");
  const values: string[] = [];
  do values.push(parseListElement(scanner));
  while (scanner.take(","));
  scanner.expect(")");
  scanner.skipBlanks();
  return values;
}

/** One value up to `,` or `)`, or a quoted one that may hold both. */
export function parseListElement(scanner: TextScanner): string {
  const start = scanner.position;
  const quoted = scanner.quoted();
  if (quoted !== undefined) {
    if (scanner.isAtEnd || scanner.startsWith(",") || scanner.startsWith(")")) return quoted;
    scanner.returnTo(start);
  }
  return scanner.match(/[^,)]*/y) ?? "";
}
