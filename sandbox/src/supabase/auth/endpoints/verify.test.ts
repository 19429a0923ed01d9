import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countOf, startAuthTestbed, type AuthTestbed } from "../startAuthTestbed.ts";

const MINUTE_MS = 60_000;

let bed: AuthTestbed;

beforeAll(async () => {
  bed = await startAuthTestbed();
});
afterAll(() => bed?.supabase.stop());

describe("links", () => {
  async function linkFor(type: "recovery" | "magiclink", email: string) {
    const { data } = await bed.admin.auth.admin.generateLink({ type, email });
    return data.properties?.hashed_token ?? "";
  }
  const verify = (type: string, hash: string) =>
    bed.send("POST", "/verify", { type, token_hash: hash });

  test.each(["recovery", "magiclink"] as const)("%s signs in once", async (type) => {
    const { email, user } = await bed.person();
    const hash = await linkFor(type, email);
    const client = bed.supabase.clientWith(bed.supabase.anonKey);
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
    const { email } = await bed.person();
    const hash = await linkFor("recovery", email);
    const answers = await Promise.all(Array.from({ length: 10 }, () => verify("recovery", hash)));
    expect(countOf(answers, 200)).toBe(1);
    expect(countOf(answers, 403)).toBe(9);
  });

  test("lapse after an hour, end with the next link and with a new password, and keep to their type", async () => {
    const { email, client } = await bed.person();
    const lapsed = await linkFor("recovery", email);
    bed.supabase.advance(60 * MINUTE_MS + 1);
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
    const { email } = await bed.person();
    const { data } = await bed.admin.auth.admin.generateLink({ type: "magiclink", email });
    const token = data.properties?.email_otp ?? "";
    const wrong = token === "000000" ? "000001" : "000000";
    const client = bed.supabase.clientWith(bed.supabase.anonKey);
    expect(
      (await client.auth.verifyOtp({ type: "email", email, token: wrong })).error,
    ).toMatchObject({ status: 403 });
    expect((await client.auth.verifyOtp({ type: "email", email, token })).error).toBeNull();
  });

  test("action_link redirects with the session in the fragment, and to nowhere foreign", async () => {
    const { email } = await bed.person();
    const { data } = await bed.admin.auth.admin.generateLink({
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
      expect(await bed.send("POST", path, { email: "a@example.com" })).toMatchObject({
        status: 501,
        body: { msg: expect.stringContaining("generateLink") },
      });
    }
  });
});
