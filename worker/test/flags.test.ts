import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone, parseRows } from "../src/clients/supabase/rows.ts";
import { decideFlag, type FlagChanges } from "#shared/flags";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { messagesTo } from "./mailbox.ts";
import { join, type Person, settings, signUpOperator, signUpProven } from "./people.ts";

const FLAG = "voice_ai_enabled";
const params = { flag: FLAG };

let admin: Person;
let rep: Person;
let stranger: Person;
let operator: Person;
let organizationId: string;
beforeAll(async () => {
  [admin, stranger, operator] = await Promise.all([
    signUpProven("admin"),
    signUpProven("stranger"),
    signUpOperator(),
  ]);
  rep = await join(admin, "rep");
  organizationId = (await admin.browser.call("getMe", {})).membership?.organization.id ?? "";
});

const setService = (changes: FlagChanges) =>
  operator.browser.call("setServiceFlag", { params, body: changes });
const setOrganization = (on: boolean | null, by = admin) =>
  by.browser.call("setOrganizationFlag", { params, body: { on } });
const setPerson = (person: Person, on: boolean | null, by = admin) =>
  by.browser.call("setPersonFlag", { params: { ...params, userId: person.id }, body: { on } });

afterEach(async () => {
  // Alerts are so many an hour, for all the tests of this world.
  assertDone(
    await serviceDatabase(settings)
      .from("mail_outbox")
      .delete()
      .eq("status", "sent")
      .like("subject", "Feature flag %"),
  );
  await setService({ isOnByDefault: false, service: null, percentage: 0, adminsMaySet: true });
  await setOrganization(null);
  await setPerson(rep, null);
});

/** What the flag is for somebody, as their own screens decide it. */
async function seenBy(person: Person) {
  const { flags } = await person.browser.call("getFlags", {});
  const flag = flags.find(({ key }) => key === FLAG);
  if (flag === undefined) throw new Error("The flag is not told");
  return decideFlag(flag, { userId: person.id, ...flag });
}

describe("a flag", () => {
  it("is off from the first moment", async () => {
    expect(await seenBy(rep)).toEqual({ on: false, because: "default" });
  });

  it("follows the nearest setting, and operators' off beats all", async () => {
    await setService({ isOnByDefault: true });
    expect(await seenBy(rep)).toEqual({ on: true, because: "default" });
    await setService({ percentage: 100, isOnByDefault: false });
    expect(await seenBy(rep)).toEqual({ on: true, because: "percentage" });
    await setService({ service: true });
    expect(await seenBy(rep)).toEqual({ on: true, because: "service_on" });
    await setOrganization(false);
    expect(await seenBy(rep)).toEqual({ on: false, because: "organization" });
    expect(await seenBy(stranger)).toEqual({ on: true, because: "service_on" });
    await setPerson(rep, true);
    expect(await seenBy(rep)).toEqual({ on: true, because: "user" });
    expect(await seenBy(admin)).toEqual({ on: false, because: "organization" });
    await setService({ service: false });
    expect(await seenBy(rep)).toEqual({ on: false, because: "service_off" });
    await setService({ service: null });
    await setPerson(rep, null);
    expect(await seenBy(rep)).toEqual({ on: false, because: "organization" });
  });

  it("goes with its person out of the organization", async () => {
    const leaver = await join(admin, "rep");
    await setPerson(leaver, true);
    await admin.browser.call("removeMember", { params: { userId: leaver.id } });
    const { flags } = await admin.browser.call("listAdminFlags", {});
    expect(flags[0]?.people).toEqual([]);
  });

  it("toggled by several at once ends as one of them said, each with its line in the trail", async () => {
    const before = await linesOf(organizationId);
    const settle = (by: Person, on: boolean) =>
      by.browser.copy().call("setOrganizationFlag", { params, body: { on } });
    await setOrganization(true);
    await Promise.all([false, true, false, true].map((on) => settle(admin, on)));
    const lines = (await linesOf(organizationId)).slice(before.length);
    const states = lines.map(({ changes }) => changes["is_on"]);
    // Each line goes on from where the one before ended.
    states.reduce<unknown>((state, pair) => {
      expect(pair?.[0]).toEqual(state);
      return pair?.[1];
    }, null);
    const { on } = await seenBy(rep);
    expect(states.at(-1)?.[1]).toBe(on);
  });
});

describe("why", () => {
  it("is answered for any member to their admin, with all that goes into it", async () => {
    await setPerson(rep, true);
    const why = await admin.browser.call("explainFlag", { params: { ...params, userId: rep.id } });
    expect(why).toMatchObject({
      person: { userId: rep.id, email: rep.email },
      organization: { id: organizationId },
      subject: { user: true, organization: null },
      on: true,
      because: "user",
    });
    const theirs = await admin.browser.call("explainFlag", {
      params: { ...params, userId: admin.id },
    });
    expect(theirs).toMatchObject({ on: false, because: "default" });
  });

  it("is answered to operators for any address", async () => {
    await setOrganization(true);
    const ask = (email: string) =>
      operator.browser.call("explainFlagForAddress", { params, body: { email } });
    expect(await ask(rep.email.toUpperCase())).toMatchObject({
      person: { userId: rep.id },
      organization: { id: organizationId },
      on: true,
      because: "organization",
    });
    expect(await ask(stranger.email)).toMatchObject({ on: false, because: "default" });
    const unknown = await operator.browser.refused("explainFlagForAddress", {
      params,
      body: { email: "nobody@example.test" },
    });
    expect(unknown).toMatchObject({ status: 404, code: "not_found" });
  });

  it("is not told of another organization's people", async () => {
    const refused = await stranger.browser.refused("explainFlag", {
      params: { ...params, userId: rep.id },
    });
    expect(refused).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("what is refused, and changes nothing", () => {
  const unchanged = { on: false, because: "default" };
  it("a rep's or a manager's setting", async () => {
    const manager = await join(admin, "manager");
    for (const person of [rep, manager]) {
      const body = { on: true };
      const refused = [
        await person.browser.refused("setOrganizationFlag", { params, body }),
        await person.browser.refused("setPersonFlag", {
          params: { ...params, userId: person.id },
          body,
        }),
        await person.browser.refused("listAdminFlags", {}),
        await person.browser.refused("setServiceFlag", { params, body: { service: true } }),
      ];
      for (const each of refused) expect(each).toMatchObject({ status: 403, code: "forbidden" });
    }
    expect(await seenBy(rep)).toEqual(unchanged);
  });

  it("an admin's for another organization's people, or for the service", async () => {
    const foreign = await stranger.browser.refused("setPersonFlag", {
      params: { ...params, userId: rep.id },
      body: { on: true },
    });
    expect(foreign).toMatchObject({ status: 404, code: "not_found" });
    const refused = await stranger.browser.refused("setFlagOverride", {
      params,
      body: { organizationId, userId: null, on: true },
    });
    expect(refused).toMatchObject({ status: 403, code: "forbidden" });
    expect(await seenBy(rep)).toEqual(unchanged);
  });

  it("an unknown flag", async () => {
    const unknown = { flag: "no_such_flag" };
    const body = { on: true };
    const refused = [
      await admin.browser.refused("setOrganizationFlag", { params: unknown, body }),
      await operator.browser.refused("setServiceFlag", {
        params: unknown,
        body: { service: true },
      }),
      await admin.browser.refused("explainFlag", { params: { ...unknown, userId: rep.id } }),
      await operator.browser.refused("setFlagOverride", {
        params: unknown,
        body: { ...body, organizationId, userId: null },
      }),
    ];
    for (const each of refused) expect(each).toMatchObject({ status: 404, code: "not_found" });
    expect(await seenBy(rep)).toEqual(unchanged);
  });

  it("a percentage that is none", async () => {
    for (const percentage of [-1, 101, 12.5]) {
      const refused = await operator.browser.refused("setServiceFlag", {
        params,
        body: { percentage },
      });
      expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
    }
    expect(await seenBy(rep)).toEqual(unchanged);
  });

  it("an operator's for an organization or a person that there is none of", async () => {
    for (const body of [
      { organizationId: crypto.randomUUID(), userId: null, on: true },
      { organizationId, userId: stranger.id, on: true },
    ]) {
      const refused = await operator.browser.refused("setFlagOverride", { params, body });
      expect(refused).toMatchObject({ status: 404, code: "not_found" });
    }
    expect(await seenBy(rep)).toEqual(unchanged);
  });
});

describe("a flag that operators keep to themselves", () => {
  it("is set by no admin, neither on nor back; operators set it anywhere", async () => {
    await setService({ adminsMaySet: false });
    for (const on of [true, null]) {
      const refused = await admin.browser.refused("setOrganizationFlag", { params, body: { on } });
      expect(refused).toMatchObject({ status: 403, code: "forbidden" });
    }
    await operator.browser.call("setFlagOverride", {
      params,
      body: { organizationId, userId: null, on: true },
    });
    await operator.browser.call("setFlagOverride", {
      params,
      body: { organizationId, userId: rep.id, on: false },
    });
    expect(await seenBy(admin)).toEqual({ on: true, because: "organization" });
    expect(await seenBy(rep)).toEqual({ on: false, because: "user" });
    const { flags } = await operator.browser.call("listServiceFlags", {});
    expect(flags.find(({ key }) => key === FLAG)).toMatchObject({
      adminsMaySet: false,
      organizationsOn: 1,
      organizationsOff: 0,
      peopleOn: 0,
      peopleOff: 1,
    });
  });
});

describe("every toggle", () => {
  it("is mailed to the service's alert address: who, which flag, for whom, from what to what", async () => {
    const person = await join(admin, "rep");
    await setPerson(person, true);
    const { membership } = await admin.browser.call("getMe", {});
    const alert = await awaitAlert(
      `Feature flag ${FLAG}: not set → on (${person.email} of ${membership?.organization.name})`,
    );
    expect(alert.text).toContain(admin.email);
  });

  it("stands in the trail of the organization once, and not at all where nothing changed", async () => {
    const before = await linesOf(organizationId);
    await setOrganization(true);
    await setOrganization(true);
    const lines = (await linesOf(organizationId)).slice(before.length);
    expect(lines).toEqual([
      expect.objectContaining({
        actor_email: admin.email,
        via: "app",
        label: FLAG,
        changes: { is_on: [null, true] },
      }),
    ]);
  });
});

/** The flags' lines in an organization's trail, the oldest first. */
async function linesOf(organization: string) {
  const result = await serviceDatabase(settings)
    .from("audit_log")
    .select("actor_email, via, label, changes")
    .eq("organization_id", organization)
    .eq("entity", "flag_override")
    .order("id");
  return parseRows(
    result,
    z.object({
      actor_email: z.string().nullable(),
      via: z.string(),
      label: z.string(),
      changes: z.record(z.string(), z.array(z.unknown())),
    }),
  );
}

async function awaitAlert(subject: string) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = (await messagesTo("admin@miodiollc.com")).find(
      (mail) => mail.subject === subject,
    );
    if (found !== undefined) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`The alert did not come: ${subject}`);
}
