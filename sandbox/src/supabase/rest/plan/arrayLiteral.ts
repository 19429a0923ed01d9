/** Postgres's array literal, `{"a","b"}`: bound as one value, its elements' type is inferred or cast. */
export function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
