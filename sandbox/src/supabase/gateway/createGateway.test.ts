import { createHash, createHmac } from "node:crypto";
import { stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startThrowawayPostgres } from "../../postgres/startThrowawayPostgres.ts";
import { startSupabase } from "../startSupabase.ts";
import { startTestSupabase, type TestSupabase } from "../startTestSupabase.ts";
import { loadProjectKeys, type ProjectKeys } from "./loadProjectKeys.ts";

const HOUR_MS = 3_600_000;

let supabase: TestSupabase;
let keys: ProjectKeys;
let token: string;
let claims: JWTPayload;

beforeAll(async () => {
  supabase = await startTestSupabase();
  keys = await loadProjectKeys(supabase.dataDir);
  await supabase.query(`create table public.who (role text default current_user);
    grant select, insert on public.who to anon, authenticated, service_role;
    create function public.caller() returns text language sql stable as
      'select current_user || coalesce('' '' || auth.uid()::text, '''')'`);
  const client = createClient(supabase.url, supabase.anonKey, { auth: { persistSession: false } });
  const { data } = await client.auth.signUp({ email: "a@example.com", password: "first secret" });
  token = data.session?.access_token ?? "";
  claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
});
afterAll(() => supabase?.stop());

/** One protected address of each service. */
const ADDRESSES = {
  auth: "/auth/v1/user",
  rest: "/rest/v1/rpc/caller",
  storage: "/storage/v1/bucket",
};

async function get(path: string, headers: Record<string, string>) {
  const response = await fetch(`${supabase.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("keys", () => {
  test.each(Object.values(ADDRESSES))(
    "%s without one, or with an unknown one, answers 401 as hosted",
    async (path) => {
      expect(await get(path, {})).toMatchObject({
        status: 401,
        body: { message: "No API key found in request" },
      });
      const unknown = [
        "nonsense",
        "sb_publishable_0000000000000000000000_00000000",
        `${supabase.serviceKey}x`,
        token,
      ];
      for (const apikey of unknown) {
        expect(await get(path, { apikey })).toMatchObject({
          status: 401,
          body: { message: "Invalid API key" },
        });
      }
    },
  );

  test("of both kinds act as anon and service_role, in apikey, in Authorization, in both, or as a parameter", async () => {
    const roles = [
      [supabase.anonKey, "anon"],
      [supabase.publishableKey, "anon"],
      [supabase.serviceKey, "service_role"],
      [supabase.secretKey, "service_role"],
    ] as const;
    for (const [key, role] of roles) {
      const authorization = `Bearer ${key}`;
      expect((await get(ADDRESSES.rest, { apikey: key })).body).toBe(role);
      expect((await get(ADDRESSES.rest, { authorization })).body).toBe(role);
      expect((await get(ADDRESSES.rest, { apikey: key, authorization })).body).toBe(role);
    }
    const legacy = { apikey: supabase.anonKey, authorization: `Bearer ${supabase.serviceKey}` };
    expect((await get(ADDRESSES.rest, legacy)).body).toBe("service_role");
  });

  test("an sb_ key counts in Authorization only beside itself", async () => {
    const headers = {
      apikey: supabase.publishableKey,
      authorization: `Bearer ${supabase.secretKey}`,
    };
    expect((await get(ADDRESSES.rest, headers)).status).toBe(401);
  });

  test("a user's token acts as that user, whichever key is beside it", async () => {
    const authorization = `Bearer ${token}`;
    for (const apikey of [supabase.anonKey, supabase.publishableKey, supabase.secretKey]) {
      expect((await get(ADDRESSES.rest, { apikey, authorization })).body).toBe(
        `authenticated ${claims.sub}`,
      );
    }
  });

  test("supabase-js works with each kind", async () => {
    for (const key of [supabase.secretKey, supabase.serviceKey]) {
      const client = createClient(supabase.url, key, { auth: { persistSession: false } });
      expect((await client.from("who").insert({})).error).toBeNull();
      expect((await client.auth.admin.listUsers()).error).toBeNull();
      expect((await client.storage.listBuckets()).error).toBeNull();
    }
  });

  test("rest in a file that only its owner reads, and legacy ones are HS256 as hosted", async () => {
    expect((await stat(join(supabase.dataDir, "keys.json"))).mode & 0o777).toBe(0o600);
    const [header = "", payload = "", signature] = supabase.anonKey.split(".");
    const expected = createHmac("sha256", keys.jwtSecret)
      .update(`${header}.${payload}`)
      .digest("base64url");
    expect(signature).toBe(expected);
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
      iss: "supabase",
      role: "anon",
    });
  });
});

describe("a bearer token that is not ours", () => {
  const secret = () => new TextEncoder().encode(keys.jwtSecret);
  const sign = (payload: JWTPayload, header: Record<string, string> = {}) =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: "ES256", kid: keys.signing.kid, typ: "JWT", ...header })
      .sign(keys.signing.privateKey);
  const without = (name: string) =>
    Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
  const tampered = (part: number, change: (text: string) => string) =>
    token
      .split(".")
      .map((text, index) => (index === part ? change(text) : text))
      .join(".");

  const forgeries: [string, () => Promise<string> | string][] = [
    ["alg none", () => new UnsecuredJWT({ ...claims }).encode()],
    [
      "alg none with the old signature",
      () => tampered(0, () => encode({ alg: "none", typ: "JWT" })),
    ],
    [
      "another ES256 key under our kid",
      async () => {
        const { privateKey } = await generateKeyPair("ES256");
        return new SignJWT(claims)
          .setProtectedHeader({ alg: "ES256", kid: keys.signing.kid })
          .sign(privateKey);
      },
    ],
    [
      "a key of its own in the header",
      async () => {
        const { privateKey, publicKey } = await generateKeyPair("ES256");
        const jwk = await exportJWK(publicKey);
        return new SignJWT(claims).setProtectedHeader({ alg: "ES256", jwk }).sign(privateKey);
      },
    ],
    [
      "HS256 with the public key for a secret",
      () => {
        const jwk = new TextEncoder().encode(JSON.stringify(keys.signing.publicJwk));
        return new SignJWT(claims)
          .setProtectedHeader({ alg: "HS256", kid: keys.signing.kid })
          .sign(jwk);
      },
    ],
    [
      "HS256 with the project's secret",
      () =>
        new SignJWT({ ...claims, role: "service_role" })
          .setProtectedHeader({ alg: "HS256" })
          .sign(secret()),
    ],
    ["another issuer", () => sign({ ...claims, iss: "http://127.0.0.1:1/auth/v1" })],
    ["another audience", () => sign({ ...claims, aud: "anon" })],
    ["no expiry", () => sign(without("exp"))],
    ["no subject", () => sign(without("sub"))],
    ["no session", () => sign(without("session_id"))],
    ["an unknown role", () => sign({ ...claims, role: "postgres" })],
    ["a time that is over", () => sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 })],
    ["not yet valid", () => sign({ ...claims, nbf: Math.floor(Date.now() / 1000) + 600 })],
    ["changed claims", () => tampered(1, () => encode({ ...claims, role: "service_role" }))],
    [
      "a changed signature",
      () => tampered(2, (text) => (text.startsWith("A") ? "B" : "A") + text.slice(1)),
    ],
    ["unused bits of the signature set", () => tampered(2, flipUnusedBit)],
    ["no signature", () => tampered(2, () => "")],
    ["rubbish", () => "a.b.c"],
    ["one word", () => "token"],
    ["a secret key that does not exist", () => "sb_secret_0000000000000000000000_00000000"],
  ];

  test.each(forgeries)(
    "%s: 401 everywhere, each service in its own words",
    async (_name, forge) => {
      const headers = { apikey: supabase.anonKey, authorization: `Bearer ${await forge()}` };
      expect(await get(ADDRESSES.auth, headers)).toMatchObject({
        status: 401,
        body: { code: 401, error_code: "bad_jwt", msg: expect.stringContaining("invalid JWT") },
      });
      const rest = await get(ADDRESSES.rest, headers);
      expect(rest).toMatchObject({
        status: 401,
        body: { message: expect.any(String), details: null, hint: null },
      });
      expect(["PGRST301", "PGRST303"]).toContain(rest.body.code);
      expect(rest.headers.get("www-authenticate")).toMatch(/^Bearer error="invalid_token"/);
      expect(await get(ADDRESSES.storage, headers)).toMatchObject({
        status: 401,
        body: { statusCode: "403", error: "Unauthorized", message: expect.any(String) },
      });
    },
  );

  test("Basic instead of Bearer is refused, not ignored", async () => {
    const headers = { apikey: supabase.serviceKey, authorization: "Basic YTpi" };
    expect((await get(ADDRESSES.rest, headers)).status).toBe(401);
  });

  test("lapses after an hour with PGRST303", async () => {
    const headers = { apikey: supabase.anonKey, authorization: `Bearer ${token}` };
    expect((await get(ADDRESSES.rest, headers)).status).toBe(200);
    supabase.advance(HOUR_MS);
    expect(await get(ADDRESSES.rest, headers)).toMatchObject({
      status: 401,
      body: { code: "PGRST303", message: "JWT expired" },
    });
    supabase.advance(-HOUR_MS);
  });

  function encode(value: unknown): string {
    return Buffer.from(JSON.stringify(value)).toString("base64url");
  }
  function flipUnusedBit(signature: string): string {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.charAt(alphabet.indexOf(signature.at(-1) ?? "") + 1);
    const changed = signature.slice(0, -1) + last;
    const digest = (text: string) =>
      createHash("sha256").update(Buffer.from(text, "base64url")).digest("hex");
    expect(digest(changed)).toBe(digest(signature));
    return changed;
  }
});

describe("the server", () => {
  test("answers browsers of any origin", async () => {
    const preflight = await fetch(`${supabase.url}/rest/v1/who`, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "apikey,authorization,prefer",
      },
    });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PATCH");
    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "apikey,authorization,prefer",
    );
    const refused = await fetch(`${supabase.url}/rest/v1/who`, {
      headers: { origin: "https://app.example" },
    });
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  });

  test("answers 404 for what is no service", async () => {
    expect((await get("/realtime/v1/x", { apikey: supabase.anonKey })).status).toBe(404);
    expect((await get("/auth/v1/nothing", { apikey: supabase.anonKey })).status).toBe(404);
  });

  test("keeps keys, users and sessions over a restart on its port, and names a taken port", async () => {
    const postgres = await startThrowawayPostgres();
    const { dataDir } = supabase;
    const first = await startSupabase({ postgres, dataDir, database: "kept" });
    const port = Number(new URL(first.url).port);
    const client = createClient(first.url, first.anonKey, {
      auth: { persistSession: false, autoRefreshToken: false },
    });
    await client.auth.signUp({ email: "kept@example.com", password: "first secret" });
    await expect(startSupabase({ postgres, dataDir, database: "kept", port })).rejects.toThrow(
      `Port ${port}`,
    );
    await first.stop();

    const second = await startSupabase({ postgres, dataDir, database: "kept", port });
    expect(second).toMatchObject({
      url: first.url,
      anonKey: first.anonKey,
      secretKey: first.secretKey,
      databaseUrl: first.databaseUrl,
    });
    expect((await client.auth.getUser()).data.user?.email).toBe("kept@example.com");
    expect((await client.auth.refreshSession()).error).toBeNull();
    await second.stop();
    await expect(isFree(port)).resolves.toBe(true);
    await postgres.stop();
  });
});

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
