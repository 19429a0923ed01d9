import { beforeAll, describe, expect, it } from "vitest";
import { join, type Person, signIn, signUp, signUpOperator, signUpProven } from "./people.ts";

let admin: Person;
let manager: Person;
let rep: Person;
beforeAll(async () => {
  admin = await signUpProven("Ada");
  [manager, rep] = await Promise.all([join(admin, "manager"), join(admin, "rep")]);
});

async function leadOf(person: Person, phone: string): Promise<string> {
  const id = crypto.randomUUID();
  await person.browser.call("createLead", {
    body: { id, name: "Jo Ortiz", phone, ownerId: person.id },
  });
  return id;
}

const deactivate = (by: Person, userId: string, successorId: string | null) =>
  by.browser.call("deactivateMember", { params: { userId }, body: { successorId } });

describe("a member who is deactivated", () => {
  it("is out at their next request, signs in to whom to ask, and comes back as they were", async () => {
    const leaver = await join(admin, "rep");
    await leadOf(leaver, "+14155550141");
    expect(await deactivate(admin, leaver.id, rep.id)).toEqual({
      leads: 1,
      tasks: 0,
      callbacks: 0,
      lists: 0,
      lines: 0,
    });
    expect(await leaver.browser.refused("listLeads", { query: {} })).toMatchObject({
      code: "not_signed_in",
    });
    await signIn(leaver);
    expect(await leaver.browser.call("getMe", {})).toMatchObject({
      membership: null,
      formerly: {
        organizationName: "Ada's team",
        ask: [{ fullName: "Ada", email: admin.email }],
      },
    });
    const { members, former } = await admin.browser.call("listStaff", {});
    expect(members.find(({ userId }) => userId === rep.id)).toMatchObject({
      leadCount: 1,
      openTaskCount: 0,
      lastCallAt: null,
    });
    expect(former).toMatchObject([
      { userId: leaver.id, role: "rep", deactivatedBy: admin.id, successorId: rep.id },
    ]);

    const back = { params: { userId: leaver.id } };
    expect(await admin.browser.call("reactivateMember", back)).toMatchObject({ role: "rep" });
    expect((await leaver.browser.call("listLeads", { query: {} })).leads).toEqual([]);
    expect(await admin.browser.refused("reactivateMember", back)).toMatchObject({ status: 404 });
  });

  it("is nobody's business but the admins', and never oneself", async () => {
    for (const person of [rep, manager]) {
      const given = { params: { userId: rep.id }, body: { successorId: null } };
      expect(await person.browser.refused("deactivateMember", given)).toMatchObject({
        code: "forbidden",
      });
      expect(await person.browser.refused("listStaff", {})).toMatchObject({ code: "forbidden" });
    }
    for (const [userId, code] of [
      [admin.id, "conflict"],
      [(await signUp()).id, "not_found"],
    ] as const) {
      const given = { params: { userId }, body: { successorId: null } };
      expect(await admin.browser.refused("deactivateMember", given)).toMatchObject({ code });
    }
  });
});

describe("the audit trail", () => {
  it("tells who did what, newest first, a page at a time, found by words, kind, person and time", async () => {
    const boss = await signUpProven("Grace");
    const helper = await join(boss, "rep");
    const script = {
      params: { scriptId: crypto.randomUUID() },
      body: { name: "Opening", text: "Hi" },
    };
    await boss.browser.call("saveScript", script);
    await boss.browser.call("changeRole", {
      params: { userId: helper.id },
      body: { role: "manager" },
    });
    await helper.browser.call("saveScript", {
      ...script,
      body: { name: "Opening", text: "Hello" },
    });
    const ask = async (query: Record<string, unknown>) => {
      const { lines } = await boss.browser.call("listAudit", { query });
      return lines.map(({ action, entity, actorEmail }) => [action, entity, actorEmail]);
    };

    const first = await boss.browser.call("listAudit", { query: { limit: 2 } });
    expect(first.lines).toMatchObject([
      {
        action: "change",
        entity: "script",
        entityId: script.params.scriptId,
        label: "Opening",
        actorId: helper.id,
        via: "app",
        changes: { text: ["Hi", "Hello"] },
      },
      {
        action: "change",
        entity: "member",
        entityId: helper.id,
        label: helper.email,
        actorEmail: boss.email,
        changes: { role: ["rep", "manager"] },
      },
    ]);
    const next = await boss.browser.call("listAudit", {
      query: { limit: 2, cursor: first.nextCursor ?? "" },
    });
    expect(next.lines.map(({ action, entity }) => [action, entity])).toEqual([
      ["add", "script"],
      ["add", "member"],
    ]);
    expect(await ask({ search: "changed OPENING" })).toEqual([["change", "script", helper.email]]);
    expect(await ask({ search: "100%" })).toEqual([]);
    expect(await ask({ entity: "script", actorId: boss.id })).toEqual([
      ["add", "script", boss.email],
    ]);
    const [latest] = first.lines;
    expect(await ask({ since: latest?.at, entity: "script" })).toHaveLength(1);
    expect(await ask({ until: latest?.at, entity: "script" })).toHaveLength(1);
  });

  it("is read by admins, and the service's by operators alone", async () => {
    const operator = await signUpOperator();
    const flag = { params: { flag: "voice_ai_enabled" }, body: { percentage: 3 } };
    await operator.browser.call("setServiceFlag", flag);
    for (const person of [rep, manager]) {
      expect(await person.browser.refused("listAudit", { query: {} })).toMatchObject({
        code: "forbidden",
      });
    }
    expect(await admin.browser.refused("listServiceAudit", { query: {} })).toMatchObject({
      code: "forbidden",
    });
    const { lines } = await operator.browser.call("listServiceAudit", { query: {} });
    expect(lines[0]).toMatchObject({
      action: "change",
      entity: "flag",
      label: "voice_ai_enabled",
      actorId: operator.id,
      changes: { percentage: [0, 3] },
    });
    const mine = await operator.browser.call("listAudit", { query: { search: "Ada" } });
    expect(mine.lines).toEqual([]);
  });
});
