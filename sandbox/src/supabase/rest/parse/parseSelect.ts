import { RestError } from "../RestError.ts";
import { AGGREGATES, type Aggregate, type SelectItem, type SelectedField } from "./ast.ts";
import { parseField } from "./parseField.ts";
import { MAX_DEPTH, TextScanner } from "./TextScanner.ts";

/** Postgres itself takes at most 1,664 columns in one row. */
const MAX_ITEMS = 1000;

/**
 * Parses `select=`: `id,total:amount::text,meta->>city,client:clients!fk!inner(name,...address(zip))`.
 * An empty text selects nothing.
 */
export function parseSelect(text: string): SelectItem[] {
  const scanner = new TextScanner(text, "select parameter");
  const items = parseItems(scanner, 0, { left: MAX_ITEMS });
  scanner.expectEnd();
  return items;
}

function parseItems(scanner: TextScanner, depth: number, budget: { left: number }): SelectItem[] {
  if (depth > MAX_DEPTH) throw tooLarge(`nested more than ${MAX_DEPTH} levels`);
  scanner.skipBlanks();
  if (scanner.isAtEnd || scanner.startsWith(")")) return [];
  const items: SelectItem[] = [];
  do {
    budget.left -= 1;
    if (budget.left < 0) throw tooLarge(`longer than ${MAX_ITEMS} items`);
    scanner.skipBlanks();
    items.push(parseItem(scanner, depth, budget));
    scanner.skipBlanks();
  } while (scanner.take(","));
  return items;
}

function parseItem(scanner: TextScanner, depth: number, budget: { left: number }): SelectItem {
  const isSpread = scanner.take("...");
  const start = scanner.position;
  if (!isSpread && scanner.take("*")) return { kind: "field", field: { name: "*", path: [] } };
  let name = scanner.name();
  let alias: string | undefined;
  if (!isSpread && scanner.match(/:(?!:)/y) !== undefined) {
    alias = name;
    scanner.skipBlanks();
    name = scanner.name();
  }
  const aliased = alias === undefined ? {} : { alias };
  const { hint, isInner, isGiven } = parseEmbedParameters(scanner);
  if (scanner.take("(")) {
    if (!isGiven && name === "count" && scanner.take(")")) return finishCount(scanner, aliased);
    const select = parseItems(scanner, depth + 1, budget);
    scanner.expect(")");
    const hinted = hint === undefined ? {} : { hint };
    return { kind: "relation", relation: name, ...aliased, ...hinted, isInner, isSpread, select };
  }
  if (isSpread || isGiven) scanner.fail('"("');
  scanner.returnTo(start);
  if (alias !== undefined) {
    scanner.name();
    scanner.expect(":");
    scanner.skipBlanks();
  }
  return finishField(scanner, aliased);
}

function parseEmbedParameters(scanner: TextScanner): {
  hint?: string;
  isInner: boolean;
  isGiven: boolean;
} {
  let hint: string | undefined;
  let isInner = false;
  let isGiven = false;
  while (scanner.take("!")) {
    isGiven = true;
    const word = scanner.name();
    if (word === "inner") isInner = true;
    else if (word !== "left") hint ??= word;
  }
  return { ...(hint === undefined ? {} : { hint }), isInner, isGiven };
}

function finishField(scanner: TextScanner, aliased: { alias?: string }): SelectedField {
  const field = parseField(scanner);
  const cast = parseCast(scanner);
  const aggregate = scanner.take(".") ? parseAggregate(scanner) : undefined;
  const end = scanner.isAtEnd || scanner.startsWith(",") || scanner.startsWith(")");
  if (!end) scanner.fail('"->>", "->", "::", ".", ")", "," or end of input');
  return {
    kind: "field",
    field,
    ...aliased,
    ...(cast === undefined ? {} : { cast }),
    ...(aggregate === undefined ? {} : { aggregate }),
  };
}

function finishCount(scanner: TextScanner, aliased: { alias?: string }): SelectedField {
  const cast = parseCast(scanner);
  const aggregate = { name: "count" as const, ...(cast === undefined ? {} : { cast }) };
  return { kind: "field", field: { name: "", path: [] }, ...aliased, aggregate };
}

function parseAggregate(scanner: TextScanner): { name: Aggregate; cast?: string } {
  const word = scanner.match(/[a-z]+/y);
  const name = AGGREGATES.find((known) => known === word);
  if (name === undefined) return scanner.fail("an aggregate (avg, count, max, min, sum)");
  scanner.expect("()");
  const cast = parseCast(scanner);
  return { name, ...(cast === undefined ? {} : { cast }) };
}

function parseCast(scanner: TextScanner): string | undefined {
  if (!scanner.take("::")) return undefined;
  const cast = scanner.match(/[A-Za-z_][\w $]*/y)?.trim();
  return cast ?? scanner.fail("letter or digit");
}

function tooLarge(how: string): RestError {
  return new RestError(400, { code: "PGRST100", message: `The select parameter is ${how}.` });
}
