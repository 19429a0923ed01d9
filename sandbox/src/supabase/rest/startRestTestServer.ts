import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { Hono } from "hono";
import { Client } from "pg";
import { z } from "zod";
import { startThrowawayPostgres } from "#sandbox/postgres/startThrowawayPostgres";
import { serveOnLoopback } from "../../machine/serveOnLoopback.ts";
import { bootstrapSupabase } from "../bootstrap/bootstrapSupabase.ts";
import { rolePasswords } from "../bootstrap/rolePasswords.ts";
import { API_ROLES, type Caller } from "../Caller.ts";
import { createPool } from "../createPool.ts";
import { createRestApp, type RestOptions } from "./createRestApp.ts";
import type { RestEnv } from "./RestRequest.ts";

/** A real Postgres behind the REST app on a real socket, for tests: who calls stands plainly in the key. */
export interface RestTestServer {
  readonly url: string;
  /** Runs SQL as the superuser. */
  admin(sql: string): Promise<unknown[]>;
  as(caller: Caller): SupabaseClient;
  /** A request past supabase-js, as the service role unless said otherwise. */
  request(path: string, init?: RequestInit, caller?: Caller): Promise<Response>;
  stop(): Promise<void>;
}

const callerSchema = z.object({
  role: z.enum(API_ROLES),
  claims: z.record(z.string(), z.unknown()),
});

export const SERVICE: Caller = { role: "service_role", claims: {} };
export const ANONYMOUS: Caller = { role: "anon", claims: {} };

export async function startRestTestServer(
  schemaSql: string,
  options: Omit<RestOptions, "pool" | "log"> = {},
): Promise<RestTestServer> {
  const postgres = await startThrowawayPostgres();
  const superuserUrl = postgres.superuserUrl();
  const passwords = rolePasswords(superuserUrl);
  await bootstrapSupabase({ superuserUrl, passwords });
  const owner = new Client({ connectionString: superuserUrl });
  await owner.connect();
  await owner.query(schemaSql);

  const door = { name: "authenticator", password: passwords.authenticator };
  const pool = createPool(superuserUrl, door, () => undefined);
  const rest = createRestApp({ pool, log: console.error, ...options });
  const app = new Hono<RestEnv>();
  app.use(async (context, next) => {
    context.set("caller", fromKey(context.req.header("apikey") ?? ""));
    await next();
  });
  app.route("/rest/v1", rest);
  const server = await serveOnLoopback({
    fetch: app.fetch,
    port: 0,
    name: "the REST server under test",
  });
  const { url } = server;
  return {
    url,
    admin: async (text) => (await owner.query(text)).rows,
    as: (caller) => createClient(url, toKey(caller), { auth: { persistSession: false } }),
    request: (path, init = {}, caller = SERVICE) => {
      const headers = new Headers(init.headers);
      headers.set("apikey", toKey(caller));
      return fetch(`${url}/rest/v1${path}`, { ...init, headers });
    },
    stop: async () => {
      await server.close();
      await rest.close();
      await pool.end();
      await owner.end();
      await postgres.stop();
    },
  };
}

function toKey(caller: Caller): string {
  return Buffer.from(JSON.stringify(caller)).toString("base64url");
}

function fromKey(key: string): Caller {
  return callerSchema.parse(JSON.parse(Buffer.from(key, "base64url").toString()));
}
