import { afterEach, describe, expect, it, vi } from "vitest";
import { Browser } from "./Browser.ts";
import { awaitMail, messagesTo, tokenOf } from "./mailbox.ts";
import { join, newAddress, PASSWORD, signIn, signUp, signUpProven } from "./people.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("sign-up", () => {
  it("sets the tokens as HttpOnly, Secure, SameSite=Lax cookies and answers none of them", async () => {
    const browser = new Browser();
    const reply = await browser.send("signUp", {
      body: { email: newAddress(), password: PASSWORD, data: { full_name: "Ada Byron" } },
    });
    expect(reply.status).toBe(200);
    const lines = reply.headers.getSetCookie();
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; Secure/);
      expect(line).toMatch(/; SameSite=Lax/);
      expect(line).toMatch(/; Path=\//);
    }
    for (const token of browser.cookies.values()) {
      expect(token.length).toBeGreaterThan(10);
      expect(reply.text).not.toContain(token);
    }
    expect(reply.text).not.toMatch(/token/i);
  });

  it("founds an organisation whose first admin the person is, and asks for proof of the address", async () => {
    const person = await signUp("Ada");
    const me = await person.browser.call("getMe", {});
    expect(me).toMatchObject({
      user: { email: person.email, fullName: "Ada", addressProven: false, isOperator: false },
      membership: { role: "admin", organization: { name: "Ada's team", isNamed: false } },
    });
    const mail = await awaitMail(person.email, "verify_email");
    expect(mail.subject).toBe("Welcome to SalesPulse! Verify Your Email");
    expect(mail.from).toMatch(/^notifications@/);
    expect(Object.keys(mail.variables)).toEqual(["verification_link"]);
  });

  it("refuses an address that has an account, and a password that is easy to guess", async () => {
    const { email } = await signUp();
    const taken = await new Browser().refused("signUp", { body: { email, password: PASSWORD } });
    expect(taken).toMatchObject({ status: 409, code: "address_taken" });
    const weak = await new Browser().refused("signUp", {
      body: { email: newAddress(), password: "qwerty123456" },
    });
    expect(weak).toMatchObject({ status: 400, code: "weak_password" });
  });
});

describe("sign-in", () => {
  it("answers a wrong password and an unknown address alike", async () => {
    const { email } = await signUp();
    const credentials = (address: string) => ({
      query: { grant_type: "password" } as const,
      body: { email: address, password: "not the password" },
    });
    const wrong = await new Browser().refused("token", credentials(email));
    const unknown = await new Browser().refused("token", credentials(newAddress()));
    expect(wrong).toMatchObject({ status: 400, code: "invalid_credentials" });
    expect({ ...unknown, requestId: "" }).toEqual({ ...wrong, requestId: "" });
  });

  it("limits the tries at one account", async () => {
    const email = newAddress();
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      const reply = await new Browser().send("token", {
        query: { grant_type: "password" },
        body: { email, password: "guess" },
      });
      statuses.push(reply.status);
    }
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 400));
    expect(statuses.at(-1)).toBe(429);
  });

  it("takes no forged, foreign or cut token", async () => {
    const { browser } = await signUp();
    const access = [...browser.cookies.keys()].find((name) => name.endsWith("access")) ?? "";
    const token = browser.cookies.get(access) ?? "";
    const [header = "", payload = "", signature = ""] = token.split(".");
    const none = btoa(JSON.stringify({ alg: "none", typ: "JWT" })).replaceAll("=", "");
    const other = btoa(
      JSON.stringify({ ...JSON.parse(atob(payload)), sub: crypto.randomUUID() }),
    ).replaceAll("=", "");
    const forgeries = [
      `${none}.${payload}.`,
      `${header}.${other}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}`,
      "rubbish",
      "",
    ];
    for (const forged of forgeries) {
      const thief = browser.copy();
      thief.cookies.set(access, forged);
      expect(await thief.refused("getMe", {})).toMatchObject({
        status: 401,
        code: "not_signed_in",
      });
    }
  });

  it("renews a token about to lapse, once for twenty requests at the same time", async () => {
    const { browser } = await signUp();
    const before = new Set(browser.cookies.values());
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 - 30_000 });
    const tabs = Array.from({ length: 20 }, () => browser.copy());
    const replies = await Promise.all(tabs.map((tab) => tab.send("getMe", {})));
    expect(replies.map((reply) => reply.status)).toEqual(tabs.map(() => 200));
    const refreshTokens = new Set(
      tabs.map((tab) => [...tab.cookies].find(([name]) => name.endsWith("refresh"))?.[1]),
    );
    expect(refreshTokens.size).toBe(1);
    for (const token of refreshTokens) expect(before).not.toContain(token);
  });

  it("signs out here alone, elsewhere alone, and everywhere", async () => {
    const here = await signUp();
    const there = new Browser();
    await there.call("token", {
      query: { grant_type: "password" },
      body: { email: here.email, password: PASSWORD },
    });
    await here.browser.call("logout", { query: { scope: "others" } });
    expect(await there.refused("getMe", {})).toMatchObject({ code: "not_signed_in" });
    const stolen = here.browser.copy();
    await here.browser.call("logout", { query: { scope: "global" } });
    expect(here.browser.cookies.size).toBe(0);
    expect(await stolen.refused("getMe", {})).toMatchObject({ code: "not_signed_in" });
    expect(await stolen.refused("getUser", {})).toMatchObject({ code: "not_signed_in" });
  });
});

describe("proof of the address", () => {
  it("works once, by the mailed link, signed in or not", async () => {
    const person = await signUpProven();
    expect((await person.browser.call("getMe", {})).user.addressProven).toBe(true);
    const mail = await awaitMail(person.email, "verify_email");
    const again = await new Browser().refused("verify", {
      body: { token: tokenOf(mail, "verification_link") },
    });
    expect(again).toMatchObject({ status: 410, code: "link_spent" });
  });

  it("is asked for before inviting", async () => {
    const { browser } = await signUp();
    const refused = await browser.refused("invite", {
      body: { email: newAddress(), role: "rep" },
    });
    expect(refused).toMatchObject({ status: 403, code: "address_unproven" });
  });
});

describe("reset of the password", () => {
  it("answers alike for known and unknown addresses, and mails the known one alone", async () => {
    const { email } = await signUp();
    const unknown = newAddress();
    const answers = await Promise.all(
      [email, unknown].map((address) =>
        new Browser().send("requestPasswordReset", { body: { email: address } }),
      ),
    );
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    await awaitMail(email, "reset_password");
    expect(await messagesTo(unknown)).toEqual([]);
  });

  it("sets the new password once, ends every other session, and says so by mail", async () => {
    const person = await signUp();
    await new Browser().call("requestPasswordReset", { body: { email: person.email } });
    const token = tokenOf(await awaitMail(person.email, "reset_password"), "reset_link");

    const weak = await new Browser().refused("resetPassword", {
      body: { token, password: "password123" },
    });
    expect(weak).toMatchObject({ code: "weak_password" });

    const browser = new Browser();
    const password = "another fine day";
    await browser.call("resetPassword", { body: { token, password } });
    expect((await browser.call("getMe", {})).user.email).toBe(person.email);
    expect(await person.browser.refused("getMe", {})).toMatchObject({ code: "not_signed_in" });
    expect(
      await new Browser().refused("resetPassword", { body: { token, password } }),
    ).toMatchObject({ status: 410, code: "link_spent" });
    await new Browser().call("token", {
      query: { grant_type: "password" },
      body: { email: person.email, password },
    });
    await awaitMail(person.email, "password_changed");
  });
});

describe("change of the password", () => {
  it("asks for the present one, keeps this session and ends the others", async () => {
    const person = await signUp();
    const elsewhere = person.browser.copy();
    const wrong = await person.browser.refused("updateUser", {
      body: { password: "a brand new one", current_password: "not this" },
    });
    expect(wrong).toMatchObject({ status: 400, code: "invalid_credentials" });
    await person.browser.call("updateUser", {
      body: { password: "a brand new one", current_password: PASSWORD },
    });
    expect((await person.browser.call("getMe", {})).user.email).toBe(person.email);
    expect(await elsewhere.refused("getMe", {})).toMatchObject({ code: "not_signed_in" });
  });
});

describe("members", () => {
  it("join by invitation in the role it gave, with their address proved", async () => {
    const admin = await signUpProven("Grace");
    const rep = await join(admin, "rep");
    expect(await rep.browser.call("getMe", {})).toMatchObject({
      user: { addressProven: true },
      membership: { role: "rep", organization: { name: "Grace's team" } },
    });
    const { members } = await rep.browser.call("listMembers", {});
    expect(members.map((member) => [member.email, member.role])).toEqual([
      [admin.email, "admin"],
      [rep.email, "rep"],
    ]);
  });

  it("feel a new role or a removal at their next request", async () => {
    const admin = await signUpProven();
    const other = await join(admin, "admin");
    await other.browser.call("listInvitations", {});
    await admin.browser.call("changeRole", { params: { userId: other.id }, body: { role: "rep" } });
    expect(await other.browser.refused("listInvitations", {})).toMatchObject({
      status: 403,
      code: "forbidden",
    });
    await admin.browser.call("removeMember", { params: { userId: other.id } });
    expect(await other.browser.refused("listLists", {})).toMatchObject({ code: "not_signed_in" });
    await signIn(other);
    expect(await other.browser.refused("listLists", {})).toMatchObject({ code: "no_organization" });
    expect((await other.browser.call("getMe", {})).membership).toBeNull();
  });

  it("keep an admin", async () => {
    const admin = await signUpProven();
    const refused = await admin.browser.refused("changeRole", {
      params: { userId: admin.id },
      body: { role: "rep" },
    });
    expect(refused).toMatchObject({ status: 409, code: "last_admin" });
  });

  it("are nobody else's: another organisation's people answer as unknown ones do", async () => {
    const admin = await signUpProven();
    const stranger = await signUp();
    for (const userId of [stranger.id, crypto.randomUUID()]) {
      expect(await admin.browser.refused("removeMember", { params: { userId } })).toMatchObject({
        status: 404,
        code: "not_found",
      });
    }
  });

  it("come back by a second invitation with the account they have", async () => {
    const admin = await signUpProven();
    const rep = await join(admin, "rep");
    await admin.browser.call("removeMember", { params: { userId: rep.id } });
    await admin.browser.call("invite", { body: { email: rep.email, role: "manager" } });
    const token = await vi.waitFor(async () => {
      const mails = await messagesTo(rep.email);
      const invitations = mails.filter((mail) => mail.template === "invite_member");
      expect(invitations).toHaveLength(2);
      return invitations[0] === undefined ? "" : tokenOf(invitations[0], "invite_link");
    }, 10_000);
    await signIn(rep);
    const me = await rep.browser.call("acceptInvitation", { body: { token } });
    expect(me.membership?.role).toBe("manager");
  });

  it("cannot come by a revoked invitation", async () => {
    const admin = await signUpProven();
    const email = newAddress();
    const { id } = await admin.browser.call("invite", { body: { email, role: "rep" } });
    const token = tokenOf(await awaitMail(email, "invite_member"), "invite_link");
    const preview = await new Browser().call("previewInvitation", { body: { token } });
    expect(preview).toMatchObject({ email, role: "rep" });
    await admin.browser.call("revokeInvitation", { params: { invitationId: id } });
    const refused = await new Browser().refused("signUp", {
      body: { email, password: PASSWORD, data: { invitation_token: token } },
    });
    expect(refused).toMatchObject({ status: 410, code: "link_spent" });
  });
});
