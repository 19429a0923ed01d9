import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import type { Pool } from "pg";
import { describeError } from "../describeError.ts";
import { callFunction } from "./callFunction.ts";
import { readTable } from "./readTable.ts";
import { notSupported, RestError } from "./RestError.ts";
import { readRequest, type RestEnv, type RestRequest, type RestServer } from "./RestRequest.ts";
import type { DatabaseSchema } from "./schema/DatabaseSchema.ts";
import { SchemaCache } from "./schema/SchemaCache.ts";
import { writeTable } from "./writeTable.ts";

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** As hosted Supabase is set up by default (Settings → API → Max rows). */
const DEFAULT_MAX_ROWS = 1000;

/** Codes of what was not found in the schema as last read: it may have been made since. */
const NOT_IN_SCHEMA = ["PGRST200", "PGRST202", "PGRST204", "PGRST205"];

export interface RestOptions {
  /** Connects as `authenticator`, which may become each of the API's roles. */
  pool: Pool;
  /** Takes what failed unexpectedly. */
  log: (line: string) => void;
  /** The exposed schemas, default `public`. */
  schemas?: readonly string[];
  /** The most rows of one answer, default 1000. */
  maxRows?: number;
  /** Allows `sum()` and its kin in `select`. Hosted Supabase does not by default, nor does this. */
  aggregates?: boolean;
}

/** The app; `close` ends its connection that listens for changes of the schema. The pool is not its own. */
export type RestApp = Hono<RestEnv> & { close(): Promise<void> };

/**
 * PostgREST's protocol over a Postgres: tables at `/name`, functions at `/rpc/name`. A middleware before it
 * sets the variable `caller`. What PostgREST can and this cannot is answered 501, naming it.
 * https://docs.postgrest.org/en/v14/references/api.html
 */
export function createRestApp(options: RestOptions): RestApp {
  const server: RestServer = {
    pool: options.pool,
    log: options.log,
    schemas: options.schemas ?? ["public"],
    maxRows: options.maxRows ?? DEFAULT_MAX_ROWS,
    aggregates: options.aggregates ?? false,
  };
  const cache = new SchemaCache(server.pool, server.schemas);
  const app = new Hono<RestEnv>();
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () =>
        refuse(new RestError(413, { code: "PGRST102", message: "The body is too large." })),
    }),
  );
  app.all("/rpc/:name", (context) =>
    handle(server, context, async () => {
      const request = readRequest(server, context);
      requireMethod(request, ["GET", "HEAD", "POST"], "rpc");
      const body = await bodyOf(context);
      return withSchema(cache, (database) =>
        callFunction(request, database, context.req.param("name"), body),
      );
    }),
  );
  app.all("/:name", (context) =>
    handle(server, context, async () => {
      const request = readRequest(server, context);
      requireMethod(request, ["GET", "HEAD", "POST", "PATCH", "DELETE"], "table");
      const body = await bodyOf(context);
      return withSchema(cache, (database) =>
        serveTable(request, database, context.req.param("name"), body),
      );
    }),
  );
  app.all("*", (context) =>
    handle(server, context, () => {
      const mountedAt = routePath(context).replace(/\*$/, "");
      if (
        `${context.req.path}/`.startsWith(mountedAt) &&
        context.req.path.length <= mountedAt.length
      ) {
        throw notSupported("the OpenAPI description of the schema");
      }
      throw new RestError(404, {
        code: "PGRST125",
        message: "Invalid path specified in request URL",
      });
    }),
  );
  return Object.assign(app, { close: () => cache.close() });
}

function serveTable(
  request: RestRequest,
  database: DatabaseSchema,
  name: string,
  body: Uint8Array,
): Promise<Response> {
  switch (request.method) {
    case "POST":
      return writeTable(request, database, name, "insert", body);
    case "PATCH":
      return writeTable(request, database, name, "update", body);
    case "DELETE":
      return writeTable(request, database, name, "delete", body);
    default:
      return readTable(request, database, name);
  }
}

/** Once more with a fresh reading where something was not found: it may be younger than the last one. */
async function withSchema(
  cache: SchemaCache,
  serve: (database: DatabaseSchema) => Promise<Response>,
): Promise<Response> {
  const database = await cache.get().catch(notLoaded);
  try {
    return await serve(database);
  } catch (error) {
    if (!(error instanceof RestError) || !NOT_IN_SCHEMA.includes(error.body.code)) throw error;
    return serve(await cache.refresh(database).catch(notLoaded));
  }
}

function notLoaded(cause: unknown): never {
  throw new RestError(503, {
    code: "PGRST002",
    message: "Could not query the database for the schema cache. Retrying.",
    details: cause instanceof Error ? cause.message : null,
  });
}

async function handle(
  { log }: RestServer,
  context: Context<RestEnv>,
  serve: () => Promise<Response>,
): Promise<Response> {
  try {
    return await serve();
  } catch (error) {
    if (error instanceof RestError) return refuse(error, context.req.method);
    log(`rest: ${describeError(error)}`);
    return refuse(
      new RestError(500, { code: "PGRSTX00", message: "The REST server failed." }),
      context.req.method,
    );
  }
}

function refuse(error: RestError, method = "GET"): Response {
  const headers = { ...error.headers, "content-type": "application/json; charset=utf-8" };
  const body = method === "HEAD" ? null : JSON.stringify(error.body);
  return new Response(body, { status: error.status, headers });
}

async function bodyOf(context: Context<RestEnv>): Promise<Uint8Array> {
  return new Uint8Array(await context.req.arrayBuffer());
}

function requireMethod(
  { method }: RestRequest,
  allowed: readonly string[],
  target: "rpc" | "table",
): void {
  if (allowed.includes(method)) return;
  if (target === "rpc") {
    throw new RestError(405, {
      code: "PGRST101",
      message: `Cannot use the ${method} method on RPC`,
    });
  }
  if (method === "PUT" || method === "OPTIONS") throw notSupported(`the method ${method}`);
  throw new RestError(405, { code: "PGRST117", message: `Unsupported HTTP method: ${method}` });
}
