import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestSupabase, type TestSupabase } from "../startTestSupabase.ts";

const MINUTE_MS = 60_000;

let supabase: TestSupabase;
let admin: SupabaseClient;
let counter = 0;

beforeAll(async () => {
  supabase = await startTestSupabase();
  admin = clientWith(supabase.serviceKey);
});
afterAll(() => supabase?.stop());

function clientWith(key: string): SupabaseClient {
  return createClient(supabase.url, key, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
}

function address(): string {
  counter += 1;
  return `person${counter}@example.com`;
}

/** A signed-up person with their own client. */
async function person(data: Record<string, unknown> = {}) {
  const email = address();
  const client = clientWith(supabase.anonKey);
  const signUp = await client.auth.signUp({ email, password: "first secret", options: { data } });
  if (signUp.error !== null || signUp.data.session === null || signUp.data.user === null) {
    throw new Error("sign-up failed", { cause: signUp.error });
  }
  return { email, client, session: signUp.data.session, user: signUp.data.user };
}

/** A request without supabase-js, as another client would send it. */
async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${supabase.url}/auth/v1${path}`, {
    method,
    headers: { apikey: supabase.anonKey, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? null : JSON.parse(text),
  };
}

async function refresh(refreshToken: string) {
  return send("POST", "/token?grant_type=refresh_token", { refresh_token: refreshToken });
}

function countOf(answers: readonly { status: number }[], status: number): number {
  return answers.filter((one) => one.status === status).length;
}

describe("sign-up", () => {
  test("answers a session and a confirmed user in GoTrue's shape, with an email identity", async () => {
    const { email, session, user } = await person({ full_name: "Ada" });
    expect(session).toMatchObject({ token_type: "bearer", expires_in: 3600 });
    expect(session.refresh_token).toMatch(/^[a-z0-9]{12}$/);
    expect(user).toEqual({
      id: expect.any(String),
      aud: "authenticated",
      role: "authenticated",
      email,
      email_confirmed_at: expect.any(String),
      phone: "",
      confirmed_at: user.email_confirmed_at,
      last_sign_in_at: expect.any(String),
      app_metadata: { provider: "email", providers: ["email"] },
      user_metadata: {
        full_name: "Ada",
        email,
        email_verified: true,
        phone_verified: false,
        sub: user.id,
      },
      identities: [
        {
          identity_id: expect.any(String),
          id: user.id,
          user_id: user.id,
          identity_data: {
            full_name: "Ada",
            email,
            email_verified: false,
            phone_verified: false,
            sub: user.id,
          },
          provider: "email",
          last_sign_in_at: expect.any(String),
          created_at: expect.any(String),
          updated_at: expect.any(String),
          email,
        },
      ],
      created_at: expect.any(String),
      updated_at: expect.any(String),
      is_anonymous: false,
    });
  });

  test("signs an access token with GoTrue's claims, which the published keys verify", async () => {
    const { client, session, user, email } = await person();
    const { data, error } = await client.auth.getClaims(session.access_token);
    expect(error).toBeNull();
    expect(data?.header).toMatchObject({ alg: "ES256", typ: "JWT" });
    expect(data?.claims).toEqual({
      iss: `${supabase.url}/auth/v1`,
      sub: user.id,
      aud: "authenticated",
      exp: session.expires_at,
      iat: expect.any(Number),
      email,
      phone: "",
      app_metadata: { provider: "email", providers: ["email"] },
      user_metadata: user.user_metadata,
      role: "authenticated",
      aal: "aal1",
      amr: [{ method: "password", timestamp: expect.any(Number) }],
      session_id: expect.any(String),
      is_anonymous: false,
    });
    expect((data?.claims.exp ?? 0) - (data?.claims.iat ?? 0)).toBe(3600);
  });

  test("refuses a taken address, whatever its capitals", async () => {
    const { email } = await person();
    const again = await clientWith(supabase.anonKey).auth.signUp({
      email: email.toUpperCase(),
      password: "other secret",
    });
    expect(again.error).toMatchObject({ status: 422, code: "user_already_exists" });
  });

  test("with one address twelve times at once makes one user", async () => {
    const email = address();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        send("POST", "/signup", { email, password: "first secret" }),
      ),
    );
    expect(countOf(answers, 200)).toBe(1);
    expect(countOf(answers, 422)).toBe(11);
    expect(
      await supabase.query("select count(*)::int as n from auth.users where email = $1", [email]),
    ).toEqual([{ n: 1 }]);
  });

  test.each([
    ["short password", { email: "x@example.com", password: "12345" }, 422, "weak_password"],
    [
      "password over 72 bytes",
      { email: "x@example.com", password: "é".repeat(37) },
      400,
      "validation_failed",
    ],
    ["no password", { email: "x@example.com" }, 400, "validation_failed"],
    ["no address", { password: "first secret" }, 422, "anonymous_provider_disabled"],
    [
      "bad address",
      { email: "not an address", password: "first secret" },
      400,
      "validation_failed",
    ],
    ["phone", { phone: "+15550100", password: "first secret" }, 501, "not_implemented"],
    ["number for an address", { email: 5, password: "first secret" }, 400, "validation_failed"],
    [
      "NUL in the data",
      { email: "x@example.com", password: "first secret", data: { a: "\u0000" } },
      400,
      "validation_failed",
    ],
    [
      "lone surrogate",
      { email: "x@example.com", password: "first secret", data: { a: "\ud800" } },
      400,
      "validation_failed",
    ],
    ["malformed JSON", '{"email":', 400, "bad_json"],
    ["an array", "[]", 400, "validation_failed"],
    [
      "deep nesting",
      `{"data":${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}`,
      400,
      "validation_failed",
    ],
    [
      "a huge body",
      { email: "x@example.com", password: "x".repeat(2 * 1024 * 1024) },
      413,
      "request_too_large",
    ],
  ])("refuses: %s", async (_name, body, status, code) => {
    const answer = await send("POST", "/signup", body);
    expect(answer).toMatchObject({ status, body: { code: status, error_code: code } });
  });

  test("names its errors as the API version asks", async () => {
    const body = { email: "x@example.com", password: "1" };
    const answer = await send("POST", "/signup", body, { "x-supabase-api-version": "2024-01-01" });
    expect(answer.headers.get("x-supabase-api-version")).toBe("2024-01-01");
    expect(answer.body).toEqual({
      code: "weak_password",
      message: "Password should be at least 6 characters.",
      weak_password: { reasons: ["length"] },
    });
  });

  test("leaves nothing when a trigger refuses it, and tells the trigger what GoTrue tells it", async () => {
    await supabase.query(`
      create table public.seen (at text, role text, app jsonb, meta jsonb, confirmed timestamptz);
      create function public.on_user() returns trigger language plpgsql security definer set search_path = '' as $$
      begin
        if new.raw_user_meta_data ->> 'refuse' = 'yes' then raise exception 'not you'; end if;
        insert into public.seen values (tg_op, new.role, new.raw_app_meta_data, new.raw_user_meta_data, new.email_confirmed_at);
        return new;
      end; $$;
      create trigger on_user after insert on auth.users for each row execute function public.on_user();`);
    const email = address();
    const body = { email, password: "first secret", data: { refuse: "yes" } };
    expect(await send("POST", "/signup", body)).toMatchObject({
      status: 500,
      body: { error_code: "unexpected_failure", msg: "Database error saving new user" },
    });
    const rest = "select (select count(*) from auth.users where email = $1)::int as users";
    expect(await supabase.query(rest, [email])).toEqual([{ users: 0 }]);

    await send("POST", "/signup", { ...body, data: { organization: "Acme" } });
    await admin.auth.admin.createUser({
      email: address(),
      app_metadata: { team: "west" },
      user_metadata: { full_name: "Bo" },
      email_confirm: true,
    });
    const provider = { provider: "email", providers: ["email"] };
    expect(await supabase.query("select * from public.seen")).toEqual([
      { at: "INSERT", role: "", app: provider, meta: { organization: "Acme" }, confirmed: null },
      { at: "INSERT", role: "", app: provider, meta: { full_name: "Bo" }, confirmed: null },
    ]);
    await supabase.query("drop trigger on_user on auth.users; drop table public.seen");
  });
});

describe("sign-in by password", () => {
  test("works with any capitals in the address and starts a session of its own", async () => {
    const { email, session } = await person();
    const client = clientWith(supabase.anonKey);
    const { data, error } = await client.auth.signInWithPassword({
      email: email.toUpperCase(),
      password: "first secret",
    });
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(session.refresh_token);
  });

  test.each(["wrong secret", "", "x".repeat(100)])(
    "answers alike for a wrong password and nobody: %j",
    async (password) => {
      const { email } = await person();
      const wrong = await send("POST", "/token?grant_type=password", { email, password });
      const nobody = await send("POST", "/token?grant_type=password", {
        email: address(),
        password,
      });
      expect(wrong).toMatchObject({ status: 400, body: { error_code: "invalid_credentials" } });
      expect(nobody.body).toEqual(wrong.body);
    },
  );

  test("names grants that it does not know or support", async () => {
    expect(await send("POST", "/token?grant_type=x", {})).toMatchObject({ status: 400 });
    expect(await send("POST", "/token?grant_type=pkce", {})).toMatchObject({
      status: 501,
      body: { msg: expect.stringContaining("pkce") },
    });
  });
});

describe("refresh", () => {
  test("rotates: a new token, the same session, the old token used up", async () => {
    const { session, client } = await person();
    const { data, error } = await client.auth.refreshSession(session);
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(session.refresh_token);
    const claims = await client.auth.getClaims(data.session?.access_token ?? "");
    const before = await client.auth.getClaims(session.access_token);
    expect(claims.data?.claims.session_id).toBe(before.data?.claims.session_id);
    expect(claims.data?.claims.amr).toEqual(before.data?.claims.amr);
  });

  test("of one token twenty times at once ends in one live session with one token", async () => {
    const { session } = await person();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refresh(session.refresh_token)),
    );
    expect(answers.map((one) => one.status)).toEqual(Array<number>(20).fill(200));
    const tokens = new Set(answers.map((one) => one.body.refresh_token));
    expect(tokens.size).toBe(1);
    expect((await refresh([...tokens][0] ?? "")).status).toBe(200);
  });

  test("of a used token answers the newest one within ten seconds, also two rotations on", async () => {
    const { session } = await person();
    const second = await refresh(session.refresh_token);
    const third = await refresh(second.body.refresh_token);
    supabase.advance(9_000);
    expect((await refresh(session.refresh_token)).body.refresh_token).toBe(
      third.body.refresh_token,
    );
  });

  test("of a used token after ten seconds ends the whole family", async () => {
    const { session } = await person();
    const second = await refresh(session.refresh_token);
    supabase.advance(10_001);
    const stolen = await refresh(session.refresh_token);
    expect(stolen).toMatchObject({
      status: 400,
      body: { error_code: "refresh_token_already_used" },
    });
    expect(await refresh(second.body.refresh_token)).toMatchObject({
      status: 400,
      body: { error_code: "refresh_token_already_used" },
    });
  });

  test.each(["", "nonexistent1", "'; drop table auth.users; --", "\u0000"])(
    "refuses the token %j",
    async (token) => {
      const answer = await refresh(token);
      expect(answer.status).toBe(400);
      expect(["refresh_token_not_found", "validation_failed"]).toContain(answer.body.error_code);
    },
  );

  test("stops for somebody who is banned, and goes on when the ban ends", async () => {
    const { session, user } = await person();
    await admin.auth.admin.updateUserById(user.id, { ban_duration: "1h30m" });
    expect(await refresh(session.refresh_token)).toMatchObject({
      body: { error_code: "user_banned" },
    });
    supabase.advance(91 * MINUTE_MS);
    expect((await refresh(session.refresh_token)).status).toBe(200);
  });
});

describe("the signed-in user", () => {
  test("changes password and data; other sessions end, this one stays", async () => {
    const { email, client } = await person({ full_name: "Ada", nick: "a" });
    const other = clientWith(supabase.anonKey);
    await other.auth.signInWithPassword({ email, password: "first secret" });
    const { data, error } = await client.auth.updateUser({
      password: "second secret",
      data: { full_name: "Ada L.", nick: null },
    });
    expect(error).toBeNull();
    expect(data.user?.user_metadata).toMatchObject({ full_name: "Ada L.", email_verified: true });
    expect(data.user?.user_metadata).not.toHaveProperty("nick");
    expect((await client.auth.getUser()).error).toBeNull();
    expect((await other.auth.getUser()).error?.name).toBe("AuthSessionMissingError");
    const again = await clientWith(supabase.anonKey).auth.signInWithPassword({
      email,
      password: "second secret",
    });
    expect(again.error).toBeNull();
  });

  test("may not keep the password, make itself an admin, or take another's address", async () => {
    const { client, session } = await person();
    const { email: taken } = await person();
    const same = await client.auth.updateUser({ password: "first secret" });
    expect(same.error).toMatchObject({ status: 422, code: "same_password" });
    const bearer = { authorization: `Bearer ${session.access_token}` };
    const promote = await send("PUT", "/user", { app_metadata: { app_role: "admin" } }, bearer);
    expect(promote).toMatchObject({ status: 403, body: { error_code: "not_admin" } });
    const steal = await client.auth.updateUser({ email: taken });
    expect(steal.error).toMatchObject({ status: 422, code: "email_exists" });
  });

  test("asks for a new address, and has it once its link is used", async () => {
    const { client, email, user } = await person();
    const wanted = address();
    const { data } = await client.auth.updateUser({ email: wanted });
    expect(data.user).toMatchObject({ email, new_email: wanted });
    const link = await admin.auth.admin.generateLink({
      type: "email_change_new",
      email,
      newEmail: wanted,
    });
    const verified = await clientWith(supabase.anonKey).auth.verifyOtp({
      type: "email_change",
      token_hash: link.data.properties?.hashed_token ?? "",
    });
    expect(verified.error).toBeNull();
    expect(verified.data.user).toMatchObject({ id: user.id, email: wanted });
    expect(verified.data.user?.identities?.[0]?.identity_data).toMatchObject({
      email: wanted,
      email_verified: true,
    });
  });

  test.each([
    ["local", true, false],
    ["others", false, true],
    ["global", true, true],
  ] as const)("logs out by scope %s", async (scope, thisEnds, otherEnds) => {
    const { email, client, session } = await person();
    const other = clientWith(supabase.anonKey);
    const signIn = await other.auth.signInWithPassword({ email, password: "first secret" });
    expect((await client.auth.signOut({ scope })).error).toBeNull();
    const sessionOf = async (token: string) =>
      (await send("GET", "/user", undefined, { authorization: `Bearer ${token}` })).body.error_code;
    const gone = "session_not_found";
    expect(await sessionOf(session.access_token)).toBe(thisEnds ? gone : undefined);
    expect(await sessionOf(signIn.data.session?.access_token ?? "")).toBe(
      otherEnds ? gone : undefined,
    );
  });

  test("whose session ended gets 403 though the token has not lapsed, and its refresh token is gone", async () => {
    const { session, client } = await person();
    await client.auth.signOut();
    const bearer = { authorization: `Bearer ${session.access_token}` };
    expect(await send("GET", "/user", undefined, bearer)).toMatchObject({
      status: 403,
      body: { error_code: "session_not_found" },
    });
    expect(await refresh(session.refresh_token)).toMatchObject({
      body: { error_code: "refresh_token_not_found" },
    });
  });
});

describe("links", () => {
  async function linkFor(type: "recovery" | "magiclink", email: string) {
    const { data } = await admin.auth.admin.generateLink({ type, email });
    return data.properties?.hashed_token ?? "";
  }
  const verify = (type: string, hash: string) =>
    send("POST", "/verify", { type, token_hash: hash });

  test.each(["recovery", "magiclink"] as const)("%s signs in once", async (type) => {
    const { email, user } = await person();
    const hash = await linkFor(type, email);
    const client = clientWith(supabase.anonKey);
    const { data, error } = await client.auth.verifyOtp({ type, token_hash: hash });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(user.id);
    const claims = await client.auth.getClaims(data.session?.access_token);
    expect(claims.data?.claims.amr).toMatchObject([{ method: "otp" }]);
    expect(await verify(type, hash)).toMatchObject({
      status: 403,
      body: { error_code: "otp_expired" },
    });
  });

  test("used ten times at once works once", async () => {
    const { email } = await person();
    const hash = await linkFor("recovery", email);
    const answers = await Promise.all(Array.from({ length: 10 }, () => verify("recovery", hash)));
    expect(countOf(answers, 200)).toBe(1);
    expect(countOf(answers, 403)).toBe(9);
  });

  test("lapse after an hour, end with the next link and with a new password, and keep to their type", async () => {
    const { email, client } = await person();
    const lapsed = await linkFor("recovery", email);
    supabase.advance(60 * MINUTE_MS + 1);
    expect(await verify("recovery", lapsed)).toMatchObject({
      status: 403,
      body: { error_code: "otp_expired" },
    });
    const replaced = await linkFor("recovery", email);
    const current = await linkFor("recovery", email);
    expect((await verify("recovery", replaced)).status).toBe(403);
    expect((await verify("signup", current)).status).toBe(403);
    await client.auth.refreshSession();
    await client.auth.updateUser({ password: "another secret" });
    expect((await verify("recovery", current)).status).toBe(403);
  });

  test("by code and address", async () => {
    const { email } = await person();
    const { data } = await admin.auth.admin.generateLink({ type: "magiclink", email });
    const token = data.properties?.email_otp ?? "";
    const wrong = token === "000000" ? "000001" : "000000";
    const client = clientWith(supabase.anonKey);
    expect(
      (await client.auth.verifyOtp({ type: "email", email, token: wrong })).error,
    ).toMatchObject({ status: 403 });
    expect((await client.auth.verifyOtp({ type: "email", email, token })).error).toBeNull();
  });

  test("action_link redirects with the session in the fragment, and to nowhere foreign", async () => {
    const { email } = await person();
    const { data } = await admin.auth.admin.generateLink({
      type: "recovery",
      email,
      options: { redirectTo: "https://evil.example/" },
    });
    expect(data.properties).toMatchObject({
      redirect_to: "http://localhost:8787",
      verification_type: "recovery",
    });
    const follow = () => fetch(data.properties?.action_link ?? "", { redirect: "manual" });
    const first = await follow();
    expect(first.status).toBe(303);
    expect(first.headers.get("location")).toMatch(
      /^http:\/\/localhost:8787\/#access_token=.*type=recovery/,
    );
    expect((await follow()).headers.get("location")).toContain("error_code=otp_expired");
  });

  test("for what only mail could carry answer 501 and say so", async () => {
    for (const path of ["/recover", "/otp", "/magiclink", "/resend"]) {
      expect(await send("POST", path, { email: "a@example.com" })).toMatchObject({
        status: 501,
        body: { msg: expect.stringContaining("generateLink") },
      });
    }
  });
});

describe("rate limits", () => {
  test("answer 429 for one address only, and end with the window", async () => {
    const limited = await startTestSupabase({ rateLimits: { signUp: 2 } });
    const signUp = async (forwardedFor?: string) => {
      const response = await fetch(`${limited.url}/auth/v1/signup`, {
        method: "POST",
        headers: {
          apikey: forwardedFor === undefined ? limited.anonKey : limited.secretKey,
          ...(forwardedFor === undefined ? {} : { "sb-forwarded-for": forwardedFor }),
        },
        body: JSON.stringify({ email: address(), password: "first secret" }),
      });
      const body = await response.json();
      return `${response.status} ${body.error_code ?? ""}`.trim();
    };
    expect([await signUp(), await signUp(), await signUp()]).toEqual([
      "200",
      "200",
      "429 over_request_rate_limit",
    ]);
    expect(await signUp("203.0.113.7")).toBe("200");
    limited.advance(5 * MINUTE_MS);
    expect(await signUp()).toBe("200");
    await limited.stop();
  });
});
