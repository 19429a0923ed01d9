import { RestError } from "../RestError.ts";
import type { Range } from "./ast.ts";

/**
 * The rows a request for a table wants: `limit` and `offset` of the query, narrowed by a `Range: 0-9` header
 * of a GET or HEAD, and by `maxRows`.
 */
export function combineRange(
  query: Range | undefined,
  header: string | undefined,
  maxRows: number | undefined,
): { limit: bigint | undefined; offset: bigint } {
  const offset = query?.offset === undefined ? 0n : BigInt(query.offset);
  const limit = query?.limit === undefined ? undefined : BigInt(query.limit);
  const [, from, to] = /^(\d+)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  let first = offset;
  let last = limit === undefined ? undefined : offset + limit - 1n;
  if (from !== undefined) {
    const upper = to === undefined || to === "" ? undefined : BigInt(to);
    if (upper !== undefined && upper < BigInt(from)) {
      throw new RestError(416, {
        code: "PGRST103",
        message: "Requested range not satisfiable",
        details:
          "The lower boundary must be lower than or equal to the upper boundary in the Range header.",
      });
    }
    first = largest(first, BigInt(from));
    last = smallest(last, upper);
  }
  const wanted = last === undefined ? undefined : largest(last - first + 1n, 0n);
  return {
    limit: smallest(wanted, maxRows === undefined ? undefined : BigInt(maxRows)),
    offset: first,
  };
}

function largest(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smallest(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
