import { answer, contentRange, rangeStatus } from "./answer.ts";
import { checkMaxAffected } from "./checkMaxAffected.ts";
import { parseArguments, type CallBody } from "./parse/parseBody.ts";
import { parseQuery } from "./parse/parseQuery.ts";
import { preferencesApplied, type Preferences } from "./parse/parsePreferences.ts";
import type { ParsedQuery } from "./parse/ast.ts";
import { combineRange } from "./parse/parseRange.ts";
import { planRead, sourceRoot } from "./plan/planRead.ts";
import { renderCall, type CallArguments } from "./plan/renderCall.ts";
import { renderCount, renderRead } from "./plan/renderRead.ts";
import { renderStatement } from "./plan/renderStatement.ts";
import { RestError } from "./RestError.ts";
import { execute, type RestRequest } from "./RestRequest.ts";
import { keyOf, type DatabaseFunction, type DatabaseSchema } from "./schema/DatabaseSchema.ts";
import { findFunction, takesWholeBody } from "./schema/findFunction.ts";

/** `POST`, `GET` and `HEAD /rpc/function`. */
export async function callFunction(
  request: RestRequest,
  database: DatabaseSchema,
  name: string,
  bytes: Uint8Array,
): Promise<Response> {
  const { server, preferences, format, schema, context, method } = request;
  const isPost = method === "POST";
  const body = isPost ? parseArguments(bytes, context.req.header("content-type")) : undefined;
  const query = parseQuery(request.query, !isPost);
  const called = findFunction(database, {
    schema,
    name,
    keys: body?.keys ?? query.args.map(([key]) => key),
    hasNames: body?.hasNames ?? true,
    bodyType: body?.type,
  });
  const isScalar = called.returns !== "composite";
  const table =
    called.table === undefined ? undefined : database.tables.get(keyOf(schema, called.table));
  const { maxRows, aggregates } = server;
  const root = sourceRoot(schema, called.table ?? name, table);
  const node = planRead(database, root, query, { aggregates, maxRows, onlyEmbedded: false });
  const own = query.ranges.find(({ path }) => path.length === 0)?.item;
  const range = isPost ? undefined : context.req.header("range");
  Object.assign(node, combineRange(own, range, maxRows));
  const statement = renderStatement({
    source: renderCall(called, argumentsOf(called, body, query)),
    rows: renderRead(node),
    ...(preferences.count === undefined ? {} : { count: renderCount(node) }),
    format: method === "HEAD" || called.returns === "void" ? undefined : format,
    shape: { isScalar, isSingle: !called.returnsSet },
  });
  const result = await execute(request, database, `/rpc/${name}`, statement, {
    isReadOnly: !isPost || called.volatility !== "volatile",
    timeout: called.timeout,
    check: (found) => {
      requireSet(preferences, called);
      checkMaxAffected(preferences, found);
    },
  });
  const { returned, total } = result;
  const isVoid = called.returns === "void";
  return answer(request, result, {
    status: isVoid ? 204 : rangeStatus(node.offset, returned, total),
    headers: {
      "content-range": contentRange(node.offset, returned, total),
      "preference-applied": preferencesApplied(preferences, [
        "count",
        "handling",
        "timezone",
        "max-affected",
      ]),
    },
    body: isVoid ? undefined : result.body,
  });
}

function argumentsOf(
  called: DatabaseFunction,
  body: CallBody | undefined,
  query: ParsedQuery,
): CallArguments {
  if (body === undefined) return { kind: "texts", entries: query.args };
  if (takesWholeBody(called, { bodyType: body.type })) return { kind: "whole", text: body.text };
  return { kind: "json", text: body.text, keys: body.keys };
}

/** `maxAffected()` counts rows, so it asks for a function that answers some. */
function requireSet(preferences: Preferences, { returnsSet }: DatabaseFunction): void {
  const isAsked = preferences.handling === "strict" && preferences["max-affected"] !== undefined;
  if (!isAsked || returnsSet) return;
  throw new RestError(400, {
    code: "PGRST128",
    message:
      "Function must return SETOF or TABLE when max-affected preference is used with handling=strict",
  });
}
