import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let admin: { id: string; caller: Caller };
let rep: { id: string; caller: Caller };
let outsider: { id: string; caller: Caller };
let foreign: { list: string; lead: string; script: string };

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  admin = await signUpPerson(db, "admin@example.test");
  rep = await signUpPerson(db, "rep@example.test");
  outsider = await signUpPerson(db, "outsider@example.test");
  await db.query(
    "delete from public.organizations where id = (select organization_id from public.memberships where user_id = $1)",
    [rep.id],
  );
  await db.query(
    "insert into public.memberships (user_id, organization_id, role) select $1, organization_id, 'rep' from public.memberships where user_id = $2",
    [rep.id, admin.id],
  );
  foreign = {
    list: await newId(
      outsider,
      "insert into public.lead_lists (id, organization_id, name, created_by) values ($1, private.organization_id(), 'x', private.user_id())",
    ),
    lead: await newId(
      outsider,
      "insert into public.leads (organization_id, name, phone, phone_original) values (private.organization_id(), 'x', '+14155550100', 'x') returning id",
      false,
    ),
    script: await newId(
      outsider,
      "insert into public.scripts (id, organization_id, name, text) values ($1, private.organization_id(), 'x', '')",
    ),
  };
});
afterAll(() => database.stop());

function run(person: { caller: Caller }, text: string, values: unknown[] = []) {
  return actAs(
    db,
    person.caller,
    async (client) => (await client.query(text, values)).rows,
    "commit",
  );
}

async function newId(person: { caller: Caller }, text: string, given = true): Promise<string> {
  const id = randomUUID();
  const [row] = await run(person, text, given ? [id] : []);
  return given ? id : String(row.id);
}

/** Runs a statement and checks its constraints, as its commit would; nothing stays. */
function attempt(person: { caller: Caller }, text: string, values: unknown[] = []) {
  return actAs(db, person.caller, async (client) => {
    const { rowCount } = await client.query(text, values);
    await client.query("set constraints all immediate");
    return rowCount;
  });
}

const newTask = (person: { caller: Caller }, columns: Record<string, unknown> = {}) => {
  const row = {
    kind: "to_do",
    lead_id: null,
    user_id: null,
    text: "x",
    due_at: "2026-11-22Z",
    ...columns,
  };
  return attempt(
    person,
    `insert into public.tasks (id, organization_id, kind, lead_id, user_id, text, due_at, created_by)
     values ($1, private.organization_id(), $2, $3, $4, $5, $6, private.user_id())`,
    [randomUUID(), row.kind, row.lead_id, row.user_id, row.text, row.due_at],
  );
};

describe("what another organization has", () => {
  it("is no outcome's list, no list's script, no task's lead and nobody's line or task", async () => {
    const { list, lead, script } = foreign;
    await expect(
      attempt(admin, "update public.outcomes set move_to_list_id = $1", [list]),
    ).rejects.toThrow("foreign key");
    await expect(
      attempt(
        rep,
        "insert into public.lead_lists (organization_id, name, created_by, script_id) values (private.organization_id(), 'x', private.user_id(), $1)",
        [script],
      ),
    ).rejects.toThrow("foreign key");
    await expect(newTask(admin, { lead_id: lead })).rejects.toThrow("row-level security");
    await expect(newTask(admin, { user_id: outsider.id })).rejects.toThrow("foreign key");
    await expect(
      attempt(
        admin,
        "insert into public.lines (id, organization_id, phone, label, user_id) values ($1, private.organization_id(), '+14155550111', 'x', $2)",
        [randomUUID(), outsider.id],
      ),
    ).rejects.toThrow("foreign key");
  });

  it("is not changed by what a manager saves at home", async () => {
    await run(outsider, "select public.save_outcomes($1)", [
      JSON.stringify([
        {
          key: "busy",
          label: "Theirs",
          reached: false,
          afterwards: "finished",
          requires_next_step: false,
          requires_reason: false,
          reasons: [],
        },
      ]),
    ]);
    const kept = await run(
      rep,
      "select label from public.outcomes where key = 'busy' and position is not null",
    );
    expect(kept).toEqual([{ label: "Busy" }]);
  });
});

describe("what nobody changes", () => {
  it.each([
    "update public.outcomes set key = 'other' where key = 'busy'",
    "update public.outcomes set organization_id = gen_random_uuid()",
    "update public.scripts set organization_id = gen_random_uuid()",
    "update public.objections set organization_id = gen_random_uuid()",
    "update public.lines set organization_id = gen_random_uuid()",
    "update public.dial_settings set do_not_call_version = 0",
    "update public.dial_settings set organization_id = gen_random_uuid()",
    "update public.saved_views set user_id = private.user_id()",
    "update public.saved_views set organization_id = gen_random_uuid()",
    "update public.tasks set created_by = private.user_id()",
    "update public.tasks set organization_id = gen_random_uuid()",
    "update public.tasks set lead_id = null",
    "update public.tasks set kind = 'callback'",
    "update public.custom_fields set name = 'x'",
    "update public.do_not_call_numbers set phone = '+14155550100'",
    "delete from public.do_not_call_numbers",
    "delete from public.tasks",
    "delete from public.lines",
    "delete from public.outcomes",
    "update public.leads set dial_state = 'ready', ready_at = null",
    "update public.leads set attempt_count = 0",
    "update public.leads set organization_id = gen_random_uuid()",
    "update public.list_leads set state = 'ready'",
    "update public.lead_lists set created_by = private.user_id()",
    "update public.lead_lists set filter = '[]'",
    "update public.permits set expires_at = 'infinity'",
    "update public.claims set user_id = private.user_id()",
    "delete from public.claims",
    "update public.dial_sessions set status = 'dialing'",
    "insert into public.list_leads (list_id, lead_id, organization_id, position, state) values (gen_random_uuid(), gen_random_uuid(), private.organization_id(), 1, 'ready')",
    "insert into public.do_not_call_numbers (organization_id, phone, added_by, added_at) values (private.organization_id(), '+14155550100', private.user_id(), 'infinity')",
    "insert into public.permits (organization_id, lead_id, user_id, issued_at, expires_at, is_practice) values (private.organization_id(), gen_random_uuid(), private.user_id(), now(), 'infinity', true)",
  ])("%s", async (statement) => {
    await expect(attempt(admin, statement)).rejects.toThrow("permission denied");
  });
});

describe("outcomes", () => {
  it("one of them stays, whoever takes the others away", async () => {
    await expect(attempt(admin, "update public.outcomes set position = null")).rejects.toThrow(
      "invalid_input",
    );
    await expect(attempt(admin, "select public.save_outcomes('[]')")).rejects.toThrow(
      "invalid_input",
    );
    expect(
      await attempt(admin, "update public.outcomes set position = null where key <> 'busy'"),
    ).toBe(6);
  });

  it("are saved by managers alone, by function as by table", async () => {
    await expect(attempt(rep, "select public.save_outcomes('[]')")).rejects.toThrow("forbidden");
    expect(await attempt(rep, "update public.outcomes set label = 'x'")).toBe(0);
  });

  it.each([
    ["reasons", "array['x', null]"],
    ["reasons", "array['']"],
    ["reasons", "array[repeat('x', 81)]"],
    ["reasons", "array_fill('x'::text, array[21])"],
    ["reasons", "array[['x'], ['y']]"],
    ["label", "''"],
    ["task_text", "'without its days'"],
    ["position", "10"],
  ])("are refused with %s = %s", async (column, value) => {
    await expect(
      attempt(admin, `update public.outcomes set ${column} = ${value} where key = 'busy'`),
    ).rejects.toThrow("check constraint");
  });
});

describe("what members write past the Worker is still what the Worker can read", () => {
  it.each([
    "update public.dial_settings set pause_reasons = array['x', null]",
    "update public.dial_settings set pause_reasons = array[repeat('x', 61)]",
    "insert into public.saved_views (id, organization_id, user_id, name, columns, sort, filter) values (gen_random_uuid(), private.organization_id(), private.user_id(), 'x', array[repeat('x', 121)], '{}', '[]')",
    "insert into public.saved_views (id, organization_id, user_id, name, columns, sort, filter) values (gen_random_uuid(), private.organization_id(), private.user_id(), 'x', '{x}', '[]', '[]')",
    "insert into public.saved_views (id, organization_id, user_id, name, columns, sort, filter) values (gen_random_uuid(), private.organization_id(), private.user_id(), 'x', '{x}', '{}', '{}')",
    "insert into public.lines (id, organization_id, phone, label) values (gen_random_uuid(), private.organization_id(), 'javascript:', 'x')",
    "select public.save_task(gen_random_uuid(), 'to_do', null, null, 'x', 'infinity', false)",
    "select public.save_task(gen_random_uuid(), 'callback', null, null, 'x', now(), false)",
    "insert into public.tasks (id, organization_id, kind, text, due_at, done_at, created_by) values (gen_random_uuid(), private.organization_id(), 'to_do', 'x', now(), 'infinity', private.user_id())",
  ])("%s is refused", async (statement) => {
    await expect(attempt(admin, statement)).rejects.toThrow("check constraint");
  });
});

describe("tasks", () => {
  it("of a colleague are not a rep's to take, and a rep gives a colleague none", async () => {
    const theirs = randomUUID();
    await run(admin, "select public.save_task($1, 'to_do', null, $2, 'x', now(), false)", [
      theirs,
      admin.id,
    ]);
    expect(
      await attempt(rep, "update public.tasks set user_id = $1 where id = $2", [rep.id, theirs]),
    ).toBe(0);
    await expect(newTask(rep, { user_id: admin.id })).rejects.toThrow("row-level security");
    const own = randomUUID();
    await run(rep, "select public.save_task($1, 'to_do', null, $2, 'x', now(), false)", [
      own,
      rep.id,
    ]);
    await expect(
      attempt(rep, "update public.tasks set user_id = $1 where id = $2", [admin.id, own]),
    ).rejects.toThrow("row-level security");
  });

  it("of somebody who leaves become anyone's", async () => {
    const leaver = await signUpPerson(db, "leaver@example.test");
    await db.query(
      "delete from public.organizations where id = (select organization_id from public.memberships where user_id = $1)",
      [leaver.id],
    );
    await db.query(
      "insert into public.memberships (user_id, organization_id, role) select $1, organization_id, 'rep' from public.memberships where user_id = $2",
      [leaver.id, admin.id],
    );
    const task = randomUUID();
    await run(leaver, "select public.save_task($1, 'to_do', null, $2, 'x', now(), false)", [
      task,
      leaver.id,
    ]);
    await run(admin, "select public.deactivate_member($1, null)", [leaver.id]);
    expect(await run(rep, "select user_id from public.tasks where id = $1", [task])).toEqual([
      { user_id: null },
    ]);
  });
});
