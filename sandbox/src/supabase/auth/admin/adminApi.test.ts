import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../startTestSupabase.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";

let supabase: TestSupabase;
let admin: SupabaseClient["auth"]["admin"];
let counter = 0;

beforeAll(async () => {
  supabase = await startTestSupabase();
  admin = supabase.clientWith(supabase.serviceKey).auth.admin;
});
afterAll(() => supabase?.stop());

function address(): string {
  counter += 1;
  return `managed${counter}@example.com`;
}

async function signIn(email: string, password: string) {
  return supabase.clientWith(supabase.anonKey).auth.signInWithPassword({ email, password });
}

async function created(attributes: Record<string, unknown> = {}) {
  const email = address();
  const { data, error } = await admin.createUser({
    email,
    password: "first secret",
    email_confirm: true,
    ...attributes,
  });
  if (error !== null || data.user === null) throw new Error("createUser failed", { cause: error });
  return { ...data.user, email };
}

describe("createUser", () => {
  test("keeps metadata of both kinds, confirms, and lets the user sign in", async () => {
    const user = await created({
      app_metadata: { app_role: "rep" },
      user_metadata: { full_name: "Bo" },
    });
    expect(user).toMatchObject({
      role: "authenticated",
      app_metadata: { provider: "email", providers: ["email"], app_role: "rep" },
      user_metadata: { full_name: "Bo", email_verified: true },
      identities: [{ provider: "email" }],
    });
    expect(user.last_sign_in_at).toBeUndefined();
    const { data } = await signIn(user.email, "first secret");
    expect(data.user?.id).toBe(user.id);
  });

  test("without confirmation, nobody can sign in", async () => {
    const user = await created({ email_confirm: false });
    expect(user.email_confirmed_at).toBeUndefined();
    expect((await signIn(user.email, "first secret")).error).toMatchObject({
      code: "email_not_confirmed",
    });
  });

  test("takes an id, a hash made elsewhere, and a ban", async () => {
    const first = await created();
    const rows = await supabase.query(
      "select encrypted_password as hash from auth.users where id = $1",
      [first.id],
    );
    // An id that Postgres takes though no version of RFC 9562 makes it: seeds like such.
    const id = "11111111-1111-1111-1111-111111111111";
    const copy = await created({
      id,
      password: undefined,
      password_hash: rows[0]?.hash,
      ban_duration: "24h",
    });
    expect(copy.id).toBe(id);
    expect((await signIn(copy.email, "first secret")).error).toMatchObject({ code: "user_banned" });
    await admin.updateUserById(id, { ban_duration: "none" });
    const { data } = await signIn(copy.email, "first secret");
    const client = supabase.clientWith(supabase.anonKey);
    expect((await client.auth.getUser(data.session?.access_token)).data.user?.id).toBe(id);
  });

  test.each([
    [{ email: undefined }, 400, "validation_failed"],
    [{ email: "nobody" }, 400, "validation_failed"],
    [{ ban_duration: "soon" }, 400, "validation_failed"],
    [{ id: "1" }, 400, "validation_failed"],
    [{ password: undefined, password_hash: "plain" }, 400, "validation_failed"],
    [{ password: "x".repeat(73) }, 400, "validation_failed"],
  ])("refuses %j", async (attributes, status, code) => {
    const body = { email: address(), password: "first secret", ...attributes };
    const response = await fetch(`${supabase.url}/auth/v1/admin/users`, {
      method: "POST",
      headers: { apikey: supabase.serviceKey },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error_code: code });
  });

  test("refuses a taken address", async () => {
    const { email } = await created();
    const { error } = await admin.createUser({
      email: email.toUpperCase(),
      password: "first secret",
    });
    expect(error).toMatchObject({ status: 422, code: "email_exists" });
  });
});

describe("reading users", () => {
  test("getUserById answers the user, 404 for nobody", async () => {
    const user = await created();
    expect((await admin.getUserById(user.id)).data.user).toMatchObject({
      id: user.id,
      email: user.email,
    });
    expect((await admin.getUserById(NOBODY)).error).toMatchObject({
      status: 404,
      code: "user_not_found",
    });
  });

  test("listUsers pages newest first and counts", async () => {
    const fresh = await startTestSupabase();
    const api = createClient(fresh.url, fresh.secretKey, { auth: { persistSession: false } }).auth
      .admin;
    for (const name of ["one", "two", "three", "four", "five"]) {
      await api.createUser({ email: `${name}@example.com`, password: "first secret" });
      fresh.advance(1000);
    }
    const emails = (users: { email?: string | undefined }[]) =>
      users.map((user) => user.email?.split("@")[0]);
    const first = await api.listUsers({ page: 1, perPage: 2 });
    expect(emails(first.data.users)).toEqual(["five", "four"]);
    expect(first.data).toMatchObject({ total: 5, nextPage: 2, lastPage: 3 });
    const last = await api.listUsers({ page: 3, perPage: 2 });
    expect(emails(last.data.users)).toEqual(["one"]);
    expect(last.data).toMatchObject({ nextPage: null });
    expect(emails((await api.listUsers()).data.users)).toHaveLength(5);
    await fresh.stop();
  });

  test("refuses pages that are none", async () => {
    const response = await fetch(`${supabase.url}/auth/v1/admin/users?page=x`, {
      headers: { apikey: supabase.serviceKey },
    });
    expect(response.status).toBe(400);
  });
});

describe("updateUserById", () => {
  test("sets a password and ends every session", async () => {
    const user = await created();
    const { data } = await signIn(user.email, "first secret");
    expect((await admin.updateUserById(user.id, { password: "second secret" })).error).toBeNull();
    const refreshed = await supabase.clientWith(supabase.anonKey).auth.refreshSession({
      refresh_token: data.session?.refresh_token ?? "",
    });
    expect(refreshed.error).toMatchObject({ code: "refresh_token_not_found" });
    expect((await signIn(user.email, "first secret")).error).not.toBeNull();
    expect((await signIn(user.email, "second secret")).error).toBeNull();
  });

  test("merges metadata, where null removes", async () => {
    const user = await created({ app_metadata: { app_role: "rep", team: "west" } });
    const { data } = await admin.updateUserById(user.id, {
      app_metadata: { app_role: "manager", team: null },
      user_metadata: { full_name: "Bo" },
    });
    expect(data.user?.app_metadata).toEqual({
      provider: "email",
      providers: ["email"],
      app_role: "manager",
    });
    expect(data.user?.user_metadata).toMatchObject({ full_name: "Bo" });
  });

  test("changes the address with its identity, but not to another's", async () => {
    const user = await created();
    const other = await created();
    const wanted = address();
    const { data } = await admin.updateUserById(user.id, { email: wanted, email_confirm: true });
    expect(data.user).toMatchObject({
      email: wanted,
      identities: [{ identity_data: { email: wanted, email_verified: true } }],
    });
    const taken = await admin.updateUserById(user.id, { email: other.email });
    expect(taken.error).toMatchObject({ status: 422, code: "email_exists" });
    expect((await admin.updateUserById(NOBODY, {})).error).toMatchObject({ status: 404 });
  });
});

describe("deleteUser", () => {
  test("cascades, and ends the person's sessions", async () => {
    await supabase.query(
      "create table public.notes (id uuid references auth.users on delete cascade)",
    );
    const user = await created();
    await supabase.query("insert into public.notes values ($1)", [user.id]);
    const { data } = await signIn(user.email, "first secret");
    expect((await admin.deleteUser(user.id)).error).toBeNull();
    expect(await supabase.query("select * from public.notes")).toEqual([]);
    const response = await fetch(`${supabase.url}/auth/v1/user`, {
      headers: { apikey: supabase.anonKey, authorization: `Bearer ${data.session?.access_token}` },
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error_code: "user_not_found" });
  });

  test("deletes nothing where something else still points at the user", async () => {
    await supabase.query("create table public.owned (id uuid references auth.users)");
    const user = await created();
    await supabase.query("insert into public.owned values ($1)", [user.id]);
    expect((await admin.deleteUser(user.id)).error).toMatchObject({
      status: 500,
      message: "Database error deleting user",
    });
    expect((await admin.getUserById(user.id)).error).toBeNull();
  });

  test("softly keeps the row and nothing that names the person", async () => {
    const user = await created({ user_metadata: { full_name: "Bo Lindqvist" } });
    expect((await admin.deleteUser(user.id, true)).error).toBeNull();
    const rows = await supabase.query(
      "select u::text || i::text as all from auth.users u join auth.identities i on i.user_id = u.id where u.id = $1",
      [user.id],
    );
    expect(rows).toHaveLength(1);
    expect(String(rows[0]?.all)).not.toMatch(/managed|Lindqvist/);
    expect((await signIn(user.email, "first secret")).error).toMatchObject({
      code: "invalid_credentials",
    });
    expect(
      (await admin.createUser({ email: user.email, password: "first secret" })).error,
    ).toBeNull();
  });
});

describe("invitations and links", () => {
  test("inviteUserByEmail makes a user who cannot sign in until a link is used", async () => {
    const email = address();
    const { data, error } = await admin.inviteUserByEmail(email, { data: { full_name: "Cy" } });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({
      email,
      invited_at: expect.any(String),
      user_metadata: { full_name: "Cy" },
    });
    const link = await admin.generateLink({ type: "invite", email });
    const { data: verified } = await supabase.clientWith(supabase.anonKey).auth.verifyOtp({
      type: "invite",
      token_hash: link.data.properties?.hashed_token ?? "",
    });
    expect(verified.user).toMatchObject({
      id: data.user?.id,
      email_confirmed_at: expect.any(String),
    });
    expect((await admin.inviteUserByEmail(email)).error).toMatchObject({ code: "email_exists" });
  });

  test("generateLink answers everything that a mail needs", async () => {
    const { email } = await created();
    const { data } = await admin.generateLink({
      type: "recovery",
      email,
      options: { redirectTo: "http://localhost:8787/reset" },
    });
    const { hashed_token: hash, action_link: link, email_otp: otp } = data.properties ?? {};
    expect(hash).toMatch(/^[\da-f]{56}$/);
    expect(otp).toMatch(/^\d{6}$/);
    expect(data.properties?.redirect_to).toBe("http://localhost:8787/reset");
    expect(Object.fromEntries(new URL(link ?? "").searchParams)).toEqual({
      token: hash,
      type: "recovery",
      redirect_to: "http://localhost:8787/reset",
    });
    expect(data.user).toMatchObject({ email, recovery_sent_at: expect.any(String) });
  });

  test("generateLink signs up, by sign-up or magic link, and refuses who is there already", async () => {
    for (const type of ["signup", "magiclink"] as const) {
      const email = address();
      const { data } = await admin.generateLink({ type, email, password: "first secret" });
      expect(data.properties?.verification_type).toBe("signup");
      const client = supabase.clientWith(supabase.anonKey);
      const answer = await client.auth.verifyOtp({
        type: "signup",
        token_hash: data.properties?.hashed_token ?? "",
      });
      expect(answer.data.user?.email).toBe(email);
      const again = await admin.generateLink({ type: "signup", email, password: "first secret" });
      expect(again.error).toMatchObject({ status: 422, code: "email_exists" });
    }
  });

  test.each(["recovery", "email_change_new"] as const)(
    "generateLink %s needs the user",
    async (type) => {
      const people = { email: address(), newEmail: address() };
      const { error } = await admin.generateLink({ type, ...people });
      expect(error).toMatchObject({ status: 404, code: "user_not_found" });
    },
  );
});

test("signOut ends the sessions of a token", async () => {
  const user = await created();
  const { data } = await signIn(user.email, "first secret");
  const token = data.session?.access_token ?? "";
  expect((await admin.signOut(token)).error).toBeNull();
  expect((await supabase.clientWith(supabase.anonKey).auth.getUser(token)).error?.name).toBe(
    "AuthSessionMissingError",
  );
});

describe("who is no administrator", () => {
  const calls = [
    ["GET", "/admin/users"],
    ["POST", "/admin/users"],
    ["GET", `/admin/users/${NOBODY}`],
    ["PUT", `/admin/users/${NOBODY}`],
    ["DELETE", `/admin/users/${NOBODY}`],
    ["POST", "/admin/generate_link"],
    ["POST", "/invite"],
  ] as const;

  test.each(calls)("is refused: %s %s", async (method, path) => {
    const { email } = await created();
    const { data } = await signIn(email, "first secret");
    const bearers = [supabase.anonKey, supabase.publishableKey, data.session?.access_token];
    for (const bearer of bearers) {
      const apikey =
        bearer === supabase.publishableKey ? supabase.publishableKey : supabase.anonKey;
      const response = await fetch(`${supabase.url}/auth/v1${path}`, {
        method,
        headers: { apikey, authorization: `Bearer ${bearer}` },
      });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error_code: "not_admin" });
    }
  });
});

describe("every method of supabase-js's admin API", () => {
  /** How each is known here: served, or refused by name with 501. A method that is missing fails the test. */
  const SERVED = [
    "createUser",
    "deleteUser",
    "generateLink",
    "getUserById",
    "inviteUserByEmail",
    "listUsers",
    "mfa.listFactors",
    "signOut",
    "updateUserById",
  ];
  const REFUSED: Record<string, () => Promise<{ error: unknown }>> = {
    "mfa.deleteFactor": () => admin.mfa.deleteFactor({ userId: NOBODY, id: NOBODY }),
    "oauth.listClients": () => admin.oauth.listClients(),
    "oauth.createClient": () => admin.oauth.createClient({ client_name: "x", redirect_uris: [] }),
    "oauth.getClient": () => admin.oauth.getClient(NOBODY),
    "oauth.updateClient": () => admin.oauth.updateClient(NOBODY, {}),
    "oauth.deleteClient": () => admin.oauth.deleteClient(NOBODY),
    "oauth.regenerateClientSecret": () => admin.oauth.regenerateClientSecret(NOBODY),
    "customProviders.listProviders": () => admin.customProviders.listProviders(),
    "customProviders.createProvider": () =>
      admin.customProviders.createProvider({
        provider_type: "oidc",
        identifier: "custom:x",
        name: "x",
        client_id: "x",
        client_secret: "x",
      }),
    "customProviders.getProvider": () => admin.customProviders.getProvider("custom:x"),
    "customProviders.updateProvider": () => admin.customProviders.updateProvider("custom:x", {}),
    "customProviders.deleteProvider": () => admin.customProviders.deleteProvider("custom:x"),
    "passkey.listPasskeys": () => admin.passkey.listPasskeys({ userId: NOBODY }),
    "passkey.deletePasskey": () =>
      admin.passkey.deletePasskey({ userId: NOBODY, passkeyId: NOBODY }),
  };

  test("is known", () => {
    const own = Object.getOwnPropertyNames(Object.getPrototypeOf(admin));
    const methods = own.filter((name) => name !== "constructor" && !name.startsWith("_"));
    for (const group of ["mfa", "oauth", "customProviders", "passkey"] as const) {
      methods.push(...Object.keys(admin[group]).map((name) => `${group}.${name}`));
    }
    expect(methods.toSorted()).toEqual([...SERVED, ...Object.keys(REFUSED)].toSorted());
  });

  test.each(Object.entries(REFUSED))("%s answers 501", async (_name, call) => {
    expect((await call()).error).toMatchObject({
      status: 501,
      message: expect.stringContaining("does not support"),
    });
  });

  test("mfa.listFactors answers none", async () => {
    const user = await created();
    expect(await admin.mfa.listFactors({ userId: user.id })).toMatchObject({
      data: { factors: [] },
      error: null,
    });
  });
});
