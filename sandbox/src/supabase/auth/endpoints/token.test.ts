import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAuthTestbed, type AuthTestbed } from "../startAuthTestbed.ts";

const MINUTE_MS = 60_000;

let bed: AuthTestbed;

beforeAll(async () => {
  bed = await startAuthTestbed();
});
afterAll(() => bed?.supabase.stop());

describe("sign-in by password", () => {
  test("works with any capitals in the address and starts a session of its own", async () => {
    const { email, session } = await bed.person();
    const client = bed.supabase.clientWith(bed.supabase.anonKey);
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
      const { email } = await bed.person();
      const wrong = await bed.send("POST", "/token?grant_type=password", { email, password });
      const nobody = await bed.send("POST", "/token?grant_type=password", {
        email: bed.address(),
        password,
      });
      expect(wrong).toMatchObject({ status: 400, body: { error_code: "invalid_credentials" } });
      expect(nobody.body).toEqual(wrong.body);
    },
  );

  test("names grants that it does not know or support", async () => {
    expect(await bed.send("POST", "/token?grant_type=x", {})).toMatchObject({ status: 400 });
    expect(await bed.send("POST", "/token?grant_type=pkce", {})).toMatchObject({
      status: 501,
      body: { msg: expect.stringContaining("pkce") },
    });
  });
});

describe("refresh", () => {
  test("rotates: a new token, the same session, the old token used up", async () => {
    const { session, client } = await bed.person();
    const { data, error } = await client.auth.refreshSession(session);
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(session.refresh_token);
    const claims = await client.auth.getClaims(data.session?.access_token ?? "");
    const before = await client.auth.getClaims(session.access_token);
    expect(claims.data?.claims.session_id).toBe(before.data?.claims.session_id);
    expect(claims.data?.claims.amr).toEqual(before.data?.claims.amr);
  });

  test("of one token twenty times at once ends in one live session with one token", async () => {
    const { session } = await bed.person();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => bed.refresh(session.refresh_token)),
    );
    expect(answers.map((one) => one.status)).toEqual(Array<number>(20).fill(200));
    const tokens = new Set(answers.map((one) => one.body.refresh_token));
    expect(tokens.size).toBe(1);
    expect((await bed.refresh([...tokens][0] ?? "")).status).toBe(200);
  });

  test("of a used token answers the newest one within ten seconds, also two rotations on", async () => {
    const { session } = await bed.person();
    const second = await bed.refresh(session.refresh_token);
    const third = await bed.refresh(second.body.refresh_token);
    bed.supabase.advance(9_000);
    expect((await bed.refresh(session.refresh_token)).body.refresh_token).toBe(
      third.body.refresh_token,
    );
  });

  test("of a used token after ten seconds ends the whole family", async () => {
    const { session } = await bed.person();
    const second = await bed.refresh(session.refresh_token);
    bed.supabase.advance(10_001);
    const stolen = await bed.refresh(session.refresh_token);
    expect(stolen).toMatchObject({
      status: 400,
      body: { error_code: "refresh_token_already_used" },
    });
    expect(await bed.refresh(second.body.refresh_token)).toMatchObject({
      status: 400,
      body: { error_code: "refresh_token_already_used" },
    });
  });

  test.each(["", "nonexistent1", "'; drop table auth.users; --", "\u0000"])(
    "refuses the token %j",
    async (token) => {
      const answer = await bed.refresh(token);
      expect(answer.status).toBe(400);
      expect(["refresh_token_not_found", "validation_failed"]).toContain(answer.body.error_code);
    },
  );

  test("stops for somebody who is banned, and goes on when the ban ends", async () => {
    const { session, user } = await bed.person();
    await bed.admin.auth.admin.updateUserById(user.id, { ban_duration: "1h30m" });
    expect(await bed.refresh(session.refresh_token)).toMatchObject({
      body: { error_code: "user_banned" },
    });
    bed.supabase.advance(91 * MINUTE_MS);
    expect((await bed.refresh(session.refresh_token)).status).toBe(200);
  });
});
