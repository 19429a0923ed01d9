import { answer, contentRange, rangeStatus } from "./answer.ts";
import { findTable } from "./findTable.ts";
import { combineRange } from "./parse/parseRange.ts";
import { parseQuery } from "./parse/parseQuery.ts";
import { preferencesApplied } from "./parse/parsePreferences.ts";
import { planRead, tableRoot } from "./plan/planRead.ts";
import { renderCount, renderRead } from "./plan/renderRead.ts";
import { renderStatement } from "./plan/renderStatement.ts";
import { execute, type RestRequest } from "./RestRequest.ts";
import type { DatabaseSchema } from "./schema/DatabaseSchema.ts";

/** `GET` and `HEAD /table`. */
export async function readTable(
  request: RestRequest,
  database: DatabaseSchema,
  name: string,
): Promise<Response> {
  const { server, preferences, format, schema, context, method } = request;
  const table = findTable(database, schema, name);
  const query = parseQuery(request.query, false);
  const { maxRows, aggregates } = server;
  const node = planRead(database, tableRoot(table), query, {
    aggregates,
    maxRows,
    onlyEmbedded: false,
  });
  const own = query.ranges.find(({ path }) => path.length === 0)?.item;
  Object.assign(node, combineRange(own, context.req.header("range"), maxRows));
  const statement = renderStatement({
    rows: renderRead(node),
    ...(preferences.count === undefined ? {} : { count: renderCount(node) }),
    format: method === "HEAD" ? undefined : format,
    shape: { isScalar: false, isSingle: false },
  });
  const result = await execute(request, database, `/${name}`, statement, { isReadOnly: true });
  const { returned, total } = result;
  return answer(request, result, {
    status: rangeStatus(node.offset, returned, total),
    headers: {
      "content-range": contentRange(node.offset, returned, total),
      "preference-applied": preferencesApplied(preferences, ["count", "handling", "timezone"]),
    },
    body: result.body,
  });
}
