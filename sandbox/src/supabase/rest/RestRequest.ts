import type { Context } from "hono";
import type { Pool } from "pg";
import type { Caller } from "../Caller.ts";
import { parseAccept, type AnswerFormat } from "./parse/parseAccept.ts";
import { parsePreferences, type Preferences } from "./parse/parsePreferences.ts";
import { RestError } from "./RestError.ts";
import type { DatabaseSchema } from "./schema/DatabaseSchema.ts";
import { runStatement, type StatementResult } from "./runStatement.ts";
import type { Sql } from "./plan/sql.ts";

/** What the gateway hands to the REST server with a request. */
export interface RestEnv {
  Variables: { caller: Caller };
}

export interface RestServer {
  readonly pool: Pool;
  readonly log: (line: string) => void;
  /** The first is the default; others are chosen by `Accept-Profile` and `Content-Profile`. */
  readonly schemas: readonly string[];
  readonly maxRows: number | undefined;
  readonly aggregates: boolean;
}

/** What every handler needs of a request, read once. */
export interface RestRequest {
  readonly server: RestServer;
  readonly context: Context<RestEnv>;
  readonly caller: Caller;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly preferences: Preferences;
  readonly format: AnswerFormat;
  readonly schema: string;
  /** The client chose the schema by a header, and is told so. */
  readonly isSchemaChosen: boolean;
}

export function readRequest(server: RestServer, context: Context<RestEnv>): RestRequest {
  const method = context.req.method;
  const isRead = method === "GET" || method === "HEAD";
  const profile = context.req.header(isRead ? "accept-profile" : "content-profile");
  const schema = profile ?? server.schemas[0] ?? "public";
  if (!server.schemas.includes(schema)) {
    throw new RestError(406, {
      code: "PGRST106",
      message: `Invalid schema: ${schema}`,
      hint: `Only the following schemas are exposed: ${server.schemas.join(", ")}`,
    });
  }
  return {
    server,
    context,
    caller: context.get("caller"),
    method,
    query: new URL(context.req.url).searchParams,
    preferences: parsePreferences(context.req.header("prefer")),
    format: parseAccept(context.req.header("accept")),
    schema,
    isSchemaChosen: profile !== undefined,
  };
}

/** Runs the statement as the request's caller, with the settings that PostgREST gives each transaction. */
export function execute(
  request: RestRequest,
  database: DatabaseSchema,
  path: string,
  statement: Sql,
  options: {
    isReadOnly: boolean;
    /** The called function's own `statement_timeout`. */
    timeout?: string | undefined;
    check?: (result: StatementResult) => void;
  },
): Promise<StatementResult> {
  const { server, caller, method, context, schema, preferences } = request;
  const settings: (readonly [string, string])[] = [
    ...(database.roleSettings.get(caller.role) ?? defaultSettings(caller)),
    ["search_path", [schema, "public", "extensions"].map((name) => `"${name}"`).join(", ")],
    ["request.method", method],
    ["request.path", path],
    ["request.headers", JSON.stringify(context.req.header())],
    ["request.cookies", "{}"],
  ];
  if (preferences.timezone !== undefined) settings.push(["timezone", preferences.timezone]);
  const { isReadOnly, timeout, check = () => undefined } = options;
  if (timeout !== undefined) settings.push(["statement_timeout", timeout]);
  return runStatement(server.pool, statement, { caller, isReadOnly, settings }, (result) => {
    requireSingle(request, result);
    check(result);
  });
}

/** As hosted Supabase bounds a statement, where the database's roles carry no settings of their own. */
function defaultSettings({ role }: Caller): (readonly [string, string])[] {
  return [["statement_timeout", role === "anon" ? "3s" : "8s"]];
}

/** `single()`: anything but one row is refused, and a write of it undone. */
function requireSingle({ format }: RestRequest, { returned }: StatementResult): void {
  if (format.kind !== "object" || returned === 1) return;
  throw new RestError(406, {
    code: "PGRST116",
    message: "Cannot coerce the result to a single JSON object",
    details: `The result contains ${returned} rows`,
  });
}
