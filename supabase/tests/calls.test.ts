import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let rep: { id: string; caller: Caller };
let outsider: { id: string; caller: Caller };
let list: string;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  rep = await signUpPerson(db, "rep@example.test");
  outsider = await signUpPerson(db, "outsider@example.test");
  await db.query("update public.profiles set address_proven_at = now()");
  list = randomUUID();
  await run(
    rep.caller,
    "insert into public.lead_lists (id, organization_id, name, created_by) values ($1, private.organization_id(), 'List', private.user_id())",
    [list],
  );
});
afterAll(() => database.stop());

function run(caller: Caller, text: string, values: unknown[] = []) {
  return actAs(db, caller, async (client) => (await client.query(text, values)).rows, "commit");
}

const row = (rowNumber: number, phone: string) => ({
  row_number: rowNumber,
  name: `Lead ${rowNumber}`,
  phone,
  phone_original: phone,
});
const importRows = async (caller: Caller, rows: object[]) =>
  (
    await run(caller, "select * from public.import_leads($1, $2)", [list, JSON.stringify(rows)])
  ).map((added) => added.import_leads);

describe("import_leads", () => {
  it("adds each number once, and answers a slice that is sent again as it did before", async () => {
    const rows = [row(1, "+14155550101"), row(2, "+14155550101"), row(3, "+14155550102")];
    const count = async () =>
      (await run(rep.caller, "select 1 from public.list_leads where list_id = $1", [list])).length;
    expect(new Set(await importRows(rep.caller, rows))).toEqual(new Set([1, 3]));
    const before = await count();
    expect(new Set(await importRows(rep.caller, rows))).toEqual(new Set([1, 3]));
    expect(await count()).toBe(before);
    const later = [row(7, "+14155550101")];
    expect(await importRows(rep.caller, later)).toEqual([]);
  });

  it("keeps the file's order in the queue", async () => {
    await importRows(rep.caller, [row(12, "+14155550112"), row(11, "+14155550111")]);
    const queue = await run(rep.caller, "select name from public.list_queue($1, 100)", [list]);
    const names = queue.map((lead) => lead.name);
    expect(names.indexOf("Lead 11")).toBe(names.indexOf("Lead 12") - 1);
  });

  it("knows no list of another organisation", async () => {
    await expect(importRows(outsider.caller, [row(1, "+14155550199")])).rejects.toThrow(
      "not_found",
    );
  });

  it("writes nothing of a slice with a row that cannot be", async () => {
    await expect(
      importRows(rep.caller, [row(1, "+14155550150"), row(2, "rubbish")]),
    ).rejects.toThrow("check");
    const found = await run(rep.caller, "select 1 from public.leads where phone = '+14155550150'");
    expect(found).toEqual([]);
  });
});

describe("save_call", () => {
  const save = (
    caller: Caller,
    call: { id: string; lead: string; ended?: string; outcome?: string; notes?: string },
  ) =>
    run(
      caller,
      "select outcome, notes, ended_at is not null as ended from public.save_call($1, $2, '2026-11-22T09:00:00Z', $3, $4, $5)",
      [call.id, call.lead, call.ended ?? null, call.outcome ?? null, call.notes ?? ""],
    );
  const newLead = async (caller: Caller, phone: string, values = "") => {
    const [lead] = await run(
      caller,
      `insert into public.leads (organization_id, name, phone, phone_original) values (private.organization_id(), 'Lead', $1, $1) returning id`,
      [phone],
    );
    if (values !== "") await db.query(`update public.leads set ${values} where id = $1`, [lead.id]);
    return String(lead.id);
  };
  const ended = "2026-11-22T09:01:00Z";

  it("writes one call however often it is sent, and a late write of the running call undoes nothing", async () => {
    const call = { id: randomUUID(), lead: await newLead(rep.caller, "+14155550121") };
    await save(rep.caller, { ...call, notes: "ringing" });
    await save(rep.caller, { ...call, ended, outcome: "connected", notes: "said yes" });
    await save(rep.caller, { ...call, ended, outcome: "connected", notes: "said yes" });
    expect(await save(rep.caller, { ...call, notes: "ringing" })).toEqual([
      { outcome: "connected", notes: "said yes", ended: true },
    ]);
    expect(
      await run(rep.caller, "select 1 from public.calls where id = $1", [call.id]),
    ).toHaveLength(1);
  });

  it("takes a called lead out of the queue, and one that asked for it out of every queue", async () => {
    const lead = await newLead(rep.caller, "+14155550122");
    await save(rep.caller, { id: randomUUID(), lead, ended, outcome: "do_not_call" });
    await expect(save(rep.caller, { id: randomUUID(), lead })).rejects.toThrow("do_not_call");
  });

  it("keeps the wish not to be called though it arrives after a later call", async () => {
    const lead = await newLead(rep.caller, "+14155550127");
    const later = "2026-11-22T10:00:00Z";
    await run(rep.caller, "select public.save_call($1, $2, $3, $3, 'no_answer', '')", [
      randomUUID(),
      lead,
      later,
    ]);
    await save(rep.caller, { id: randomUUID(), lead, ended, outcome: "do_not_call" });
    expect(
      await run(
        rep.caller,
        "select do_not_call, last_outcome, last_called_at = $2 as last from public.leads where id = $1",
        [lead, later],
      ),
    ).toEqual([{ do_not_call: true, last_outcome: "no_answer", last: true }]);
  });

  it("knows no lead of another organisation, and no id of another's call", async () => {
    const lead = await newLead(rep.caller, "+14155550123");
    await expect(save(outsider.caller, { id: randomUUID(), lead })).rejects.toThrow("not_found");
    const taken = randomUUID();
    await save(rep.caller, { id: taken, lead });
    const theirs = await newLead(outsider.caller, "+14155550124");
    await expect(save(outsider.caller, { id: taken, lead: theirs })).rejects.toThrow("not_found");
  });

  it("lets an unproven person practise and not call, by function and by table alike", async () => {
    const person = await signUpPerson(db, "unproven@example.test");
    const real = await newLead(person.caller, "+14155550125");
    const sample = await newLead(person.caller, "+14155550126", "is_sample = true");
    await save(person.caller, { id: randomUUID(), lead: sample, ended, outcome: "connected" });
    await expect(save(person.caller, { id: randomUUID(), lead: real })).rejects.toThrow(
      "address_unproven",
    );
    await expect(
      run(
        person.caller,
        `insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, is_practice)
         values (gen_random_uuid(), private.organization_id(), $1, private.user_id(), '+1', now(), true)`,
        [real],
      ),
    ).rejects.toThrow("row-level security");
    expect(await run(person.caller, "select calls from public.day_numbers('2000-01-01')")).toEqual([
      { calls: 0 },
    ]);
  });
});

describe("row level security at size", () => {
  it("asks who the caller is once a statement, not once a row", async () => {
    const plan = await actAs(db, rep.caller, (client) =>
      client.query("explain (format json) select * from public.leads where name = 'x'"),
    );
    const text = JSON.stringify(plan.rows);
    expect(text).toContain("InitPlan");
    expect(text).not.toMatch(/Filter[^,]*private\.(organization_id|user_id|has_role)\(/);
  });
});
