import { once } from "node:events";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

const FLAG = "voice_ai_enabled";

let database: TestDatabase;
let db: Client;
let admin: { id: string; caller: Caller };
let rep: { id: string; caller: Caller };
let operator: { id: string; caller: Caller };
let organization: string;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  admin = await signUpPerson(db, "admin@example.test");
  rep = await signUpPerson(db, "rep@example.test");
  operator = await signUpPerson(db, "operator@example.test");
  await db.query("insert into public.operators (user_id) values ($1)", [operator.id]);
  const found = await db.query<{ organization_id: string }>(
    "select organization_id from public.memberships where user_id = $1",
    [admin.id],
  );
  organization = found.rows[0]?.organization_id ?? "";
  await db.query(
    "delete from public.organizations where id = (select organization_id from public.memberships where user_id = $1)",
    [rep.id],
  );
  await db.query(
    "insert into public.memberships (user_id, organization_id, role) values ($1, $2, 'rep')",
    [rep.id, organization],
  );
});
afterAll(() => database.stop());
beforeEach(async () => {
  await db.query("delete from public.flag_overrides");
  await db.query(
    "update public.flags set is_on_by_default = false, service = null, percentage = 0, admins_may_set = true",
  );
  await db.query("delete from public.live_events where kind = 'flags'");
  await db.query("delete from public.mail_outbox where template = 'admin_alert'");
});

function run(caller: Caller, text: string, values: unknown[] = [], client = db) {
  return actAs(client, caller, async (as) => (await as.query(text, values)).rows, "commit");
}
const toggle = (caller: Caller, on: boolean | null, person: string | null = null) =>
  run(caller, "select public.set_flag_override($1, $2, $3, $4)", [FLAG, organization, person, on]);

/** What a toggle left behind: settings, lines of the trail since `after`, events, alerts. */
async function traces(after: string) {
  const one = async (text: string, values: unknown[] = []) =>
    (await db.query<Record<string, unknown>>(text, values)).rows;
  return {
    settings: await one("select user_id, is_on from public.flag_overrides"),
    trail: await one(
      "select actor_email, via, entity, label, changes from public.audit_log where id > $1 and entity like 'flag%' order by id",
      [after],
    ),
    events: await one(
      "select organization_id, user_id, least_role from public.live_events where kind = 'flags' order by id",
    ),
    alerts: await one(
      "select subject, organization_id from public.mail_outbox where template = 'admin_alert'",
    ),
  };
}
async function lastLine(): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    "select coalesce(max(id), 0) as id from public.audit_log",
  );
  return rows[0]?.id ?? "0";
}

describe("a toggle", () => {
  it("writes setting, trail, event and alert together", async () => {
    const after = await lastLine();
    await toggle(admin.caller, true, rep.id);
    expect(await traces(after)).toEqual({
      settings: [{ user_id: rep.id, is_on: true }],
      trail: [
        {
          actor_email: "admin@example.test",
          via: "app",
          entity: "flag_override",
          label: `${FLAG} for rep@example.test`,
          changes: { is_on: [null, true] },
        },
      ],
      // The person hears of it, and the admins.
      events: [{ organization_id: organization, user_id: rep.id, least_role: "admin" }],
      alerts: [{ subject: expect.stringContaining("not set → on"), organization_id: organization }],
    });
  });

  it("that is undone leaves none of them", async () => {
    const after = await lastLine();
    await actAs(db, admin.caller, (client) =>
      client.query("select public.set_flag_override($1, $2, null, true)", [FLAG, organization]),
    );
    expect(await traces(after)).toEqual({ settings: [], trail: [], events: [], alerts: [] });
  });

  it.each([
    ["trail", "public.audit_log", "insert"],
    ["event", "public.live_events", "insert"],
    ["alert", "public.mail_outbox", "insert"],
  ])("whose %s cannot be written does not happen", async (_, table, verb) => {
    const after = await lastLine();
    await db.query(
      "create function private.refuse_all() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$",
    );
    await db.query(
      `create trigger refuse_all before ${verb} on ${table} for each row execute function private.refuse_all()`,
    );
    await expect(toggle(admin.caller, true)).rejects.toThrow("refused");
    await db.query(`drop function private.refuse_all() cascade`);
    expect(await traces(after)).toEqual({ settings: [], trail: [], events: [], alerts: [] });
  });

  it("to what it is already leaves nothing", async () => {
    await toggle(admin.caller, true);
    const after = await lastLine();
    const before = await traces(after);
    await toggle(admin.caller, true);
    await toggle(admin.caller, true);
    expect(await traces(after)).toEqual(before);
  });

  it("for the service is told to everybody, with what changed", async () => {
    const after = await lastLine();
    await run(operator.caller, "select public.set_flag($1, $2)", [
      FLAG,
      { service: false, percentage: 20 },
    ]);
    const { trail, events, alerts } = await traces(after);
    expect(trail).toEqual([
      {
        actor_email: "operator@example.test",
        via: "app",
        entity: "flag",
        label: FLAG,
        changes: { service: [null, false], percentage: [0, 20] },
      },
    ]);
    expect(events).toEqual([{ organization_id: null, user_id: null, least_role: null }]);
    expect(alerts).toEqual([
      {
        subject: `Feature flag ${FLAG}: service not set → off, percentage 0 → 20 (everybody)`,
        organization_id: null,
      },
    ]);
  });

  it("of two at once stands as the later one said, both in the trail one after the other", async () => {
    const other = await database.connect();
    await toggle(admin.caller, true);
    const after = await lastLine();
    await db.query("begin");
    await db.query("update public.flag_overrides set is_on = false");
    const waiting = run(
      operator.caller,
      "select public.set_flag_override($1, $2, null, true)",
      [FLAG, organization],
      other,
    );
    await db.query("commit");
    await waiting;
    const { settings, trail } = await traces(after);
    expect(settings).toEqual([{ user_id: null, is_on: true }]);
    const changes = trail.map((line) => line["changes"]);
    expect(changes).toEqual([{ is_on: [true, false] }, { is_on: [false, true] }]);
  });
});

describe("NOTIFY feature_flags", () => {
  const flag = { flag: FLAG, organizationId: null, userId: null };

  it.each<[string, () => Promise<unknown>, object]>([
    ["an admin's toggle", () => toggle(admin.caller, true), { ...flag, scope: "organization" }],
    [
      "an operator's",
      () => run(operator.caller, "select public.set_flag($1, $2)", [FLAG, { percentage: 5 }]),
      { ...flag, scope: "service" },
    ],
    [
      "plain SQL for an organization",
      () =>
        db.query(
          "insert into public.flag_overrides (flag_key, organization_id, is_on) values ($1, $2, false)",
          [FLAG, organization],
        ),
      { ...flag, scope: "organization" },
    ],
    [
      "plain SQL for the service",
      () => db.query("update public.flags set service = true"),
      { ...flag, scope: "service" },
    ],
  ])("is heard of %s", async (_, change, told) => {
    const listener = await database.connect();
    await listener.query("listen feature_flags");
    const heard = once(listener, "notification");
    await change();
    const [{ channel, payload }] = await heard;
    expect(channel).toBe("feature_flags");
    expect(JSON.parse(payload)).toEqual(
      "scope" in told && told.scope === "organization"
        ? { ...told, organizationId: organization }
        : told,
    );
    await listener.query("unlisten *");
  });

  it.each<[string, () => Promise<unknown>, () => string]>([
    ["plain SQL", () => db.query("update public.flags set percentage = 30"), () => ""],
    [
      "the service's key",
      () =>
        run(
          { role: "service_role" },
          "insert into public.flag_overrides (flag_key, organization_id, is_on) values ($1, $2, true)",
          [FLAG, organization],
        ),
      () => organization,
    ],
  ])("has the live line's listener hear of a change by %s, too", async (_, change, told) => {
    const listener = await database.connect();
    await listener.query("listen live");
    const heard = once(listener, "notification");
    await change();
    const [{ payload }] = await heard;
    expect(payload).toBe(told());
    await listener.query("unlisten *");
  });
});

describe("who may set a flag", () => {
  it("is asked by the functions", async () => {
    await expect(toggle(rep.caller, true)).rejects.toThrow("forbidden");
    await expect(
      run(admin.caller, "select public.set_flag($1, $2)", [FLAG, { service: true }]),
    ).rejects.toThrow("forbidden");
    await expect(
      run(
        admin.caller,
        "select public.take_flag_message($1, $2, 'service', null, null, true, 'x')",
        [rep.id, FLAG],
      ),
    ).rejects.toThrow("permission denied");
    await expect(
      run(admin.caller, "select * from public.find_flag_subject('rep@example.test')"),
    ).rejects.toThrow("forbidden");
  });

  it("is asked by the tables, whoever writes past the functions", async () => {
    const write =
      "insert into public.flag_overrides (flag_key, organization_id, is_on) values ($1, $2, true)";
    await expect(run(rep.caller, write, [FLAG, organization])).rejects.toThrow("row-level");
    await db.query("update public.flags set admins_may_set = false");
    await expect(run(admin.caller, write, [FLAG, organization])).rejects.toThrow("row-level");
    await expect(toggle(admin.caller, true)).rejects.toThrow("forbidden");
    await toggle(operator.caller, true);
    await expect(toggle(admin.caller, null)).rejects.toThrow("forbidden");
    await run(admin.caller, "delete from public.flag_overrides");
    expect((await traces("0")).settings).toEqual([{ user_id: null, is_on: true }]);
  });
});

describe("what was set for somebody", () => {
  it("ends with their membership, silently, and keeps no organization from being deleted", async () => {
    const leaver = await signUpPerson(db, "leaver@example.test");
    await toggle(operator.caller, true);
    const theirs = await db.query<{ id: string }>(
      "select organization_id as id from public.memberships where user_id = $1",
      [leaver.id],
    );
    const own = theirs.rows[0]?.id;
    for (const person of [null, leaver.id])
      await run(operator.caller, "select public.set_flag_override($1, $2, $3, true)", [
        FLAG,
        own,
        person,
      ]);
    const after = await lastLine();
    await db.query("delete from public.mail_outbox where template = 'admin_alert'");
    await db.query("delete from public.organizations where id = $1", [own]);
    const { settings, trail, alerts } = await traces(after);
    expect(settings).toEqual([{ user_id: null, is_on: true }]);
    expect(trail).toEqual([]);
    expect(alerts).toEqual([]);
  });
});
