import type { OrderTerm } from "./ast.ts";
import { parseField } from "./parseField.ts";
import { TextScanner } from "./TextScanner.ts";

/** Parses `order=`: `name.desc.nullslast,meta->>city,client(name).asc`. */
export function parseOrder(text: string): OrderTerm[] {
  const scanner = new TextScanner(text, "order");
  const terms: OrderTerm[] = [];
  do {
    scanner.skipBlanks();
    terms.push(parseTerm(scanner));
    scanner.skipBlanks();
  } while (scanner.take(","));
  scanner.expectEnd();
  return terms;
}

function parseTerm(scanner: TextScanner): OrderTerm {
  let field = parseField(scanner);
  let relation: string | undefined;
  if (field.path.length === 0 && scanner.take("(")) {
    relation = field.name;
    field = parseField(scanner);
    scanner.expect(")");
  }
  const direction = scanner.match(/\.(?:asc|desc)\b/y);
  const nulls = scanner.match(/\.nulls(?:first|last)\b/y);
  if (scanner.startsWith(".")) scanner.fail('"asc", "desc", "nullsfirst" or "nullslast"');
  return {
    ...(relation === undefined ? {} : { relation }),
    field,
    ...(direction === undefined ? {} : { direction: direction === ".asc" ? "asc" : "desc" }),
    ...(nulls === undefined ? {} : { nulls: nulls === ".nullsfirst" ? "first" : "last" }),
  };
}
