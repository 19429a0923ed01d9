import type { Field, JsonStep } from "./ast.ts";
import type { TextScanner } from "./TextScanner.ts";

/** A whole number that ends the step; with anything else behind it, it is a key. */
const INDEX = /-?\d+(?=->|::|\.|,|\)|$)/y;

/** `column`, `column->key->>0`. */
export function parseField(scanner: TextScanner): Field {
  const name = scanner.name();
  const path = parseJsonPath(scanner);
  scanner.skipBlanks();
  return { name, path };
}

export function parseJsonPath(scanner: TextScanner): JsonStep[] {
  const path: JsonStep[] = [];
  for (;;) {
    const arrow = scanner.take("->>") ? "->>" : scanner.take("->") ? "->" : undefined;
    if (arrow === undefined) return path;
    const index = scanner.match(INDEX);
    path.push({ arrow, key: index ?? scanner.name(), isIndex: index !== undefined });
  }
}
