import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAuthTestbed, type AuthTestbed } from "../startAuthTestbed.ts";

let bed: AuthTestbed;

beforeAll(async () => {
  bed = await startAuthTestbed();
});
afterAll(() => bed?.supabase.stop());

describe("the signed-in user", () => {
  test("changes password and data; other sessions end, this one stays", async () => {
    const { email, client } = await bed.person({ full_name: "Ada", nick: "a" });
    const other = bed.supabase.clientWith(bed.supabase.anonKey);
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
    const again = await bed.supabase.clientWith(bed.supabase.anonKey).auth.signInWithPassword({
      email,
      password: "second secret",
    });
    expect(again.error).toBeNull();
  });

  test("may not keep the password, make itself an admin, or take another's address", async () => {
    const { client, session } = await bed.person();
    const { email: taken } = await bed.person();
    const same = await client.auth.updateUser({ password: "first secret" });
    expect(same.error).toMatchObject({ status: 422, code: "same_password" });
    const bearer = { authorization: `Bearer ${session.access_token}` };
    const promote = await bed.send("PUT", "/user", { app_metadata: { app_role: "admin" } }, bearer);
    expect(promote).toMatchObject({ status: 403, body: { error_code: "not_admin" } });
    const steal = await client.auth.updateUser({ email: taken });
    expect(steal.error).toMatchObject({ status: 422, code: "email_exists" });
  });

  test("asks for a new address, and has it once its link is used", async () => {
    const { client, email, user } = await bed.person();
    const wanted = bed.address();
    const { data } = await client.auth.updateUser({ email: wanted });
    expect(data.user).toMatchObject({ email, new_email: wanted });
    const link = await bed.admin.auth.admin.generateLink({
      type: "email_change_new",
      email,
      newEmail: wanted,
    });
    const verified = await bed.supabase.clientWith(bed.supabase.anonKey).auth.verifyOtp({
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
    const { email, client, session } = await bed.person();
    const other = bed.supabase.clientWith(bed.supabase.anonKey);
    const signIn = await other.auth.signInWithPassword({ email, password: "first secret" });
    expect((await client.auth.signOut({ scope })).error).toBeNull();
    const sessionOf = async (token: string) =>
      (await bed.send("GET", "/user", undefined, { authorization: `Bearer ${token}` })).body
        .error_code;
    const gone = "session_not_found";
    expect(await sessionOf(session.access_token)).toBe(thisEnds ? gone : undefined);
    expect(await sessionOf(signIn.data.session?.access_token ?? "")).toBe(
      otherEnds ? gone : undefined,
    );
  });

  test("whose session ended gets 403 though the token has not lapsed, and its refresh token is gone", async () => {
    const { session, client } = await bed.person();
    await client.auth.signOut();
    const bearer = { authorization: `Bearer ${session.access_token}` };
    expect(await bed.send("GET", "/user", undefined, bearer)).toMatchObject({
      status: 403,
      body: { error_code: "session_not_found" },
    });
    expect(await bed.refresh(session.refresh_token)).toMatchObject({
      body: { error_code: "refresh_token_not_found" },
    });
  });
});
