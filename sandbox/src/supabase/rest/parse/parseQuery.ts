import { RestError } from "../RestError.ts";
import type { At, Field, Logic, OrderTerm, ParsedQuery, Range } from "./ast.ts";
import { parseJsonPath } from "./parseField.ts";
import { parseLogic } from "./parseLogic.ts";
import { looksLikeOperation, parseOperation } from "./parseOperation.ts";
import { parseOrder } from "./parseOrder.ts";
import { parseSelect } from "./parseSelect.ts";
import { MAX_DEPTH, TextScanner } from "./TextScanner.ts";

/** Far above what a browser or proxy passes on in an address. */
const MAX_QUERY_LENGTH = 256 * 1024;

/**
 * Parses a whole query string into what it asks for.
 * @param isCall for a function by GET, parameters that are no filters are its arguments; for a table, a
 *   parameter that is no filter is an error, so that no condition is ever dropped silently
 */
export function parseQuery(query: URLSearchParams, isCall: boolean): ParsedQuery {
  if (query.toString().length > MAX_QUERY_LENGTH) {
    throw new RestError(414, { code: "PGRST100", message: "The query string is too long." });
  }
  const filters: At<Logic>[] = [];
  const orders: At<readonly OrderTerm[]>[] = [];
  const ranges = new Map<string, At<Range>>();
  const args: [string, string][] = [];
  for (const [key, text] of query) {
    const last = key.slice(key.lastIndexOf(".") + 1);
    if (["select", "columns", "on_conflict"].includes(key)) continue;
    if (last === "order") {
      if (text !== "") orders.push({ path: parsePath(key).path, item: parseOrder(text) });
    } else if (last === "limit" || last === "offset") {
      const { path } = parsePath(key);
      const known = ranges.get(path.join("."))?.item;
      ranges.set(path.join("."), { path, item: { ...known, ...parseBound(last, text) } });
    } else if (last === "and" || last === "or") {
      const { path } = parsePath(key);
      const isNegated = path.at(-1) === "not";
      const item = parseLogic(text, last, isNegated);
      filters.push({ path: isNegated ? path.slice(0, -1) : path, item });
    } else if (isCall && !key.includes(".") && !looksLikeOperation(text)) {
      args.push([key, text]);
    } else {
      const { path, field } = parsePath(key);
      const scanner = new TextScanner(text, "filter");
      const parsed = parseOperation(scanner, (rest) => rest.rest());
      scanner.expectEnd();
      filters.push({ path, item: { kind: "condition", field, ...parsed } });
    }
  }
  const columns = query.get("columns");
  const onConflict = query.get("on_conflict");
  return {
    select: parseSelect(query.get("select") ?? "*"),
    filters,
    orders,
    ranges: [...ranges.values()],
    ...(columns ? { columns: parseNames(columns, "columns parameter") } : {}),
    ...(onConflict ? { onConflict: parseNames(onConflict, "on_conflict parameter") } : {}),
    args,
  };
}

/** `relation.nested.column->>key`. */
function parsePath(key: string): { path: string[]; field: Field } {
  const scanner = new TextScanner(key, "tree path");
  const names: string[] = [];
  do names.push(scanner.name());
  while (scanner.take("."));
  const path = parseJsonPath(scanner);
  scanner.expectEnd();
  if (names.length > MAX_DEPTH) scanner.fail(`at most ${MAX_DEPTH} names`);
  return { path: names.slice(0, -1), field: { name: names.at(-1) ?? "", path } };
}

/** As in PostgREST, what is no whole number counts as not given. */
function parseBound(name: "limit" | "offset", text: string): Range {
  if (/^-\d+$/.test(text)) {
    throw new RestError(416, {
      code: "PGRST103",
      message: "Requested range not satisfiable",
      details: `${name === "limit" ? "Limit" : "Offset"} should be greater than or equal to zero.`,
    });
  }
  return /^\d+$/.test(text) ? { [name]: text } : {};
}

function parseNames(text: string, what: string): string[] {
  const scanner = new TextScanner(text, what);
  const names = new Set<string>();
  do {
    scanner.skipBlanks();
    names.add(scanner.name());
    scanner.skipBlanks();
  } while (scanner.take(","));
  scanner.expectEnd();
  return [...names];
}
