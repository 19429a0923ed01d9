import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestSupabase } from "../../startTestSupabase.ts";
import { countOf, startAuthTestbed, type AuthTestbed } from "../startAuthTestbed.ts";

const MINUTE_MS = 60_000;

let bed: AuthTestbed;

beforeAll(async () => {
  bed = await startAuthTestbed();
});
afterAll(() => bed?.supabase.stop());

describe("sign-up", () => {
  test("answers a session and a confirmed user in GoTrue's shape, with an email identity", async () => {
    const { email, session, user } = await bed.person({ full_name: "Ada" });
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
    const { client, session, user, email } = await bed.person();
    const { data, error } = await client.auth.getClaims(session.access_token);
    expect(error).toBeNull();
    expect(data?.header).toMatchObject({ alg: "ES256", typ: "JWT" });
    expect(data?.claims).toEqual({
      iss: `${bed.supabase.url}/auth/v1`,
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
    const { email } = await bed.person();
    const again = await bed.supabase.clientWith(bed.supabase.anonKey).auth.signUp({
      email: email.toUpperCase(),
      password: "other secret",
    });
    expect(again.error).toMatchObject({ status: 422, code: "user_already_exists" });
  });

  test("with one address twelve times at once makes one user", async () => {
    const email = bed.address();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        bed.send("POST", "/signup", { email, password: "first secret" }),
      ),
    );
    expect(countOf(answers, 200)).toBe(1);
    expect(countOf(answers, 422)).toBe(11);
    expect(
      await bed.supabase.query("select count(*)::int as n from auth.users where email = $1", [
        email,
      ]),
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
    const answer = await bed.send("POST", "/signup", body);
    expect(answer).toMatchObject({ status, body: { code: status, error_code: code } });
  });

  test("names its errors as the API version asks", async () => {
    const body = { email: "x@example.com", password: "1" };
    const answer = await bed.send("POST", "/signup", body, {
      "x-supabase-api-version": "2024-01-01",
    });
    expect(answer.headers.get("x-supabase-api-version")).toBe("2024-01-01");
    expect(answer.body).toEqual({
      code: "weak_password",
      message: "Password should be at least 6 characters.",
      weak_password: { reasons: ["length"] },
    });
  });

  test("leaves nothing when a trigger refuses it, and tells the trigger what GoTrue tells it", async () => {
    await bed.supabase.query(`
      create table public.seen (at text, role text, app jsonb, meta jsonb, confirmed timestamptz);
      create function public.on_user() returns trigger language plpgsql security definer set search_path = '' as $$
      begin
        if new.raw_user_meta_data ->> 'refuse' = 'yes' then raise exception 'not you'; end if;
        insert into public.seen values (tg_op, new.role, new.raw_app_meta_data, new.raw_user_meta_data, new.email_confirmed_at);
        return new;
      end; $$;
      create trigger on_user after insert on auth.users for each row execute function public.on_user();`);
    const email = bed.address();
    const body = { email, password: "first secret", data: { refuse: "yes" } };
    expect(await bed.send("POST", "/signup", body)).toMatchObject({
      status: 500,
      body: { error_code: "unexpected_failure", msg: "Database error saving new user" },
    });
    const rest = "select (select count(*) from auth.users where email = $1)::int as users";
    expect(await bed.supabase.query(rest, [email])).toEqual([{ users: 0 }]);

    await bed.send("POST", "/signup", { ...body, data: { organization: "Acme" } });
    await bed.admin.auth.admin.createUser({
      email: bed.address(),
      app_metadata: { team: "west" },
      user_metadata: { full_name: "Bo" },
      email_confirm: true,
    });
    const provider = { provider: "email", providers: ["email"] };
    expect(await bed.supabase.query("select * from public.seen")).toEqual([
      { at: "INSERT", role: "", app: provider, meta: { organization: "Acme" }, confirmed: null },
      { at: "INSERT", role: "", app: provider, meta: { full_name: "Bo" }, confirmed: null },
    ]);
    await bed.supabase.query("drop trigger on_user on auth.users; drop table public.seen");
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
        body: JSON.stringify({ email: bed.address(), password: "first secret" }),
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
