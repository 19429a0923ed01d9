import type { Group, Logic } from "./ast.ts";
import { parseField } from "./parseField.ts";
import { parseListElement, parseOperation } from "./parseOperation.ts";
import { MAX_DEPTH, TextScanner } from "./TextScanner.ts";

/**
 * Parses the value of `or=`, `and=`, `not.or=`, `not.and=`: `(a.eq.1,not.and(b.lt.2,c.in.(3,4)))`.
 * The parameter's own name says what the outermost parentheses mean.
 */
export function parseLogic(text: string, operator: "and" | "or", isNegated: boolean): Group {
  const scanner = new TextScanner(text, "logic tree");
  const children = parseChildren(scanner, 0);
  scanner.expectEnd();
  return { kind: "group", operator, isNegated, children };
}

function parseChildren(scanner: TextScanner, depth: number): Logic[] {
  if (depth > MAX_DEPTH) scanner.fail(`at most ${MAX_DEPTH} levels`);
  scanner.skipBlanks();
  scanner.expect("(");
  const children: Logic[] = [];
  do {
    scanner.skipBlanks();
    children.push(parseChild(scanner, depth));
    scanner.skipBlanks();
  } while (scanner.take(","));
  scanner.expect(")");
  scanner.skipBlanks();
  return children;
}

function parseChild(scanner: TextScanner, depth: number): Logic {
  const group = scanner.match(/(?:not\.)?(?:and|or)(?=[ \t]*\()/y);
  if (group !== undefined) {
    return {
      kind: "group",
      operator: group.endsWith("and") ? "and" : "or",
      isNegated: group.startsWith("not."),
      children: parseChildren(scanner, depth + 1),
    };
  }
  const field = parseField(scanner);
  scanner.expect(".");
  return { kind: "condition", field, ...parseOperation(scanner, readValue) };
}

/** A quoted value, an array literal, or everything up to `,` or `)`. */
function readValue(scanner: TextScanner): string {
  if (scanner.startsWith('"')) return parseListElement(scanner);
  return scanner.match(/\{[^{}]*\}/y) ?? scanner.match(/[^,)]*/y) ?? "";
}
