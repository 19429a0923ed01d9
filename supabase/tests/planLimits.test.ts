import { createHash, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actAs } from "./actAs.ts";
import { agreeContract } from "./agreeContract.ts";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let other: Client;
let floor: DialFloor;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  other = await database.connect();
});
afterAll(() => database.stop());
beforeEach(async () => {
  floor = await DialFloor.open(db);
});

/** What the organization has agreed: a plan of its own, or (null) what everybody has. */
const plan = (planId: string | null) =>
  planId === null
    ? db.query("delete from public.billing_contracts where organization_id = $1", [
        floor.organizationId,
      ])
    : agreeContract(db, floor.organizationId, planId);

let phones = 0;
const nextPhone = () => `+1415${String(5_550_000 + ++phones)}`;
const address = () => `${randomUUID()}@example.test`;
const invite = (email = address(), on = floor) =>
  on.run(floor.admin, "select * from public.invite_member($1, 'rep')", [email]);

/** Invites, and mails a token. */
async function tokenFor(email: string): Promise<string> {
  await invite(email);
  const token = randomUUID();
  await db.query(
    "update public.invitations set token_hash = $1, expires_at = now() + interval '7 days' where email = $2",
    [createHash("sha256").update(token).digest("hex"), email],
  );
  return token;
}

/** Whose statements both go on at once: how each ended, in their order of words. */
const together = async (work: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(work))
    .map((end) => (end.status === "fulfilled" ? "done" : String(end.reason)))
    .toSorted();

describe("seats", () => {
  it("are members and open invitations: the sixth of five is refused, one that was taken back or lapsed makes room", async () => {
    await floor.join();
    for (let at = 0; at < 3; at += 1) await invite();
    await expect(invite()).rejects.toThrow("plan_limit");
    await db.query(
      "update public.invitations set expires_at = now() - interval '1 second' where id = (select id from public.invitations where organization_id = $1 limit 1)",
      [floor.organizationId],
    );
    await invite();
    await expect(invite()).rejects.toThrow("plan_limit");
    await floor.run(
      floor.admin,
      "update public.invitations set revoked_at = now() where organization_id = $1 and expires_at is null",
      [floor.organizationId],
    );
    await invite();
  });

  it("writing to the same address again takes no second one", async () => {
    for (let at = 0; at < 3; at += 1) await floor.join();
    const email = address();
    await invite(email);
    expect(await invite(email)).toMatchObject([{ email }]);
  });

  it("who was invited has theirs, by sign-up or with an account", async () => {
    for (let at = 0; at < 2; at += 1) await floor.join();
    const emails = [address(), address()];
    const tokens = [await tokenFor(emails[0] ?? ""), await tokenFor(emails[1] ?? "")];
    await signUpPerson(db, emails[0] ?? "", { invitation_token: tokens[0] ?? "" });
    const person = await signUpPerson(db, emails[1] ?? "");
    await floor.run(person, "select public.accept_invitation($1)", [tokens[1]]);
    const { rowCount } = await db.query(
      "select from public.memberships where organization_id = $1",
      [floor.organizationId],
    );
    expect(rowCount).toBe(5);
    await expect(invite()).rejects.toThrow("plan_limit");
  });

  it("after a downgrade everybody stays, and who was invited joins no more", async () => {
    await plan("pro");
    const email = address();
    const token = await tokenFor(email);
    for (let at = 0; at < 5; at += 1) await floor.join();
    await plan(null);
    const check = () => db.query("select public.check_invitation($1)", [token]);
    await expect(signUpPerson(db, email, { invitation_token: token })).rejects.toThrow(
      "plan_limit",
    );
    await expect(check()).rejects.toThrow("plan_limit");
    const person = await signUpPerson(db, email);
    await expect(floor.run(person, "select public.accept_invitation($1)", [token])).rejects.toThrow(
      "plan_limit",
    );
    await plan("pro");
    await check();
    await floor.run(person, "select public.accept_invitation($1)", [token]);
    await expect(check()).rejects.toThrow("link_spent");
  });

  it("a former member comes back where there is one", async () => {
    const rep = await floor.join();
    await floor.run(floor.admin, "select public.deactivate_member($1, null)", [rep.id]);
    for (let at = 0; at < 3; at += 1) await floor.join();
    await invite();
    const back = () => floor.run(floor.admin, "select public.reactivate_member($1)", [rep.id]);
    await expect(back()).rejects.toThrow("plan_limit");
    await db.query("update public.invitations set revoked_at = now()");
    await back();
  });

  it("the last one goes to one of two admins who invite at once", async () => {
    for (let at = 0; at < 3; at += 1) await floor.join();
    expect(await together([invite(), invite(address(), floor.over(other))])).toEqual([
      "done",
      "error: plan_limit",
    ]);
  });
});

describe.each([
  {
    what: "SIM lines",
    allowed: 2,
    add: (on: DialFloor, _of: Rep) =>
      on.run(
        floor.admin,
        "insert into public.lines (id, organization_id, phone, label) values ($1, $2, $3, 'Line')",
        [randomUUID(), floor.organizationId, nextPhone()],
      ),
  },
  {
    what: "lists, made with the product",
    allowed: 10,
    add: (on: DialFloor, of: Rep) =>
      on.run(of, "select public.create_list($1, 'List', null, 'position', null)", [randomUUID()]),
  },
  {
    what: "lists, made past it",
    allowed: 10,
    add: (on: DialFloor, of: Rep) =>
      on.run(
        of,
        "insert into public.lead_lists (organization_id, name, created_by) values ($1, 'List', $2)",
        [floor.organizationId, of.id],
      ),
  },
])("$what", ({ allowed, add }) => {
  it("are as many as the plan holds, and the rest of a larger plan stays", async () => {
    const rep = await floor.join();
    for (let at = 0; at < allowed; at += 1) await add(floor, rep);
    await expect(add(floor, rep)).rejects.toThrow("plan_limit");
    await plan("enterprise");
    for (let at = 0; at < 3; at += 1) await add(floor, rep);
    await plan(null);
    await expect(add(floor, rep)).rejects.toThrow("plan_limit");
    const usage = await floor.run(floor.admin, "select public.my_usage() as usage");
    expect(Object.values(usage[0]?.["usage"] ?? {})).toContain(allowed + 3);
  });

  it("the last one goes to one of two at once", async () => {
    const rep = await floor.join();
    for (let at = 1; at < allowed; at += 1) await add(floor, rep);
    expect(await together([add(floor, rep), add(floor.over(other), rep)])).toEqual([
      "done",
      "error: plan_limit",
    ]);
  });
});

describe("what is there already", () => {
  it("a line is written again, renamed and switched off above the bound, and not switched on", async () => {
    await plan("pro");
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const write = (id: string) =>
      floor.run(
        floor.admin,
        "insert into public.lines (id, organization_id, phone, label) values ($1, $2, $3, 'Line') on conflict (id) do nothing",
        [id, floor.organizationId, nextPhone()],
      );
    for (const id of ids) await write(id);
    await plan(null);
    await write(ids[0] ?? "");
    const change = (set: string) =>
      floor.run(floor.admin, `update public.lines set ${set} where id = $1`, [ids[0]]);
    await change("label = 'Renamed'");
    await change("is_active = false");
    await expect(change("is_active = true")).rejects.toThrow("plan_limit");
    await plan("pro");
    await change("is_active = true");
  });

  it("the practice list is one of the lists, and given once more where it is there", async () => {
    const sample = () => floor.run(floor.admin, "select public.create_sample_list()");
    for (let at = 0; at < 10; at += 1) await floor.list();
    await expect(sample()).rejects.toThrow("plan_limit");
    await db.query(
      "delete from public.lead_lists where id = (select id from public.lead_lists where organization_id = $1 limit 1)",
      [floor.organizationId],
    );
    await sample();
    await sample();
  });

  it("a list that keeps itself current goes on, and takes no other conditions without the feature", async () => {
    const id = randomUUID();
    const made = (list: string) =>
      floor.run(floor.admin, "select public.create_list($1, 'Live', $2, 'position', null)", [
        list,
        JSON.stringify([{ field: "state", operator: "is", value: "NY" }]),
      ]);
    const update = (changes: object) =>
      floor.run(floor.admin, "select public.update_list($1, $2)", [id, changes]);
    await expect(made(id)).rejects.toThrow("not_in_plan");
    await plan("pro");
    await made(id);
    await plan(null);
    await floor.lead([], { time_zone: null });
    await db.query("update public.leads set state = 'NY' where organization_id = $1", [
      floor.organizationId,
    ]);
    await floor.pass("2 minutes");
    await floor.run(floor.admin, "select public.refresh_lists($1)", [id]);
    const { rowCount } = await db.query("select from public.list_leads where list_id = $1", [id]);
    expect(rowCount).toBe(1);
    await update({ name: "Renamed", callOrder: "score" });
    await expect(
      update({ filter: [{ field: "state", operator: "is", value: "NJ" }] }),
    ).rejects.toThrow("not_in_plan");
  });
});

describe("history", () => {
  it("calls older than the plan reaches are kept, counted nowhere, and shown again by one that reaches further", async () => {
    const rep = await floor.join();
    const lead = await floor.lead([], { owner_id: rep.id });
    for (const days of [1, 89, 91, 800])
      await db.query(
        `insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, ended_at, outcome, is_practice)
         select gen_random_uuid(), $1, $2, $3, '+12125550100', at, at, 'no_answer', false
         from (select private.clock() - make_interval(days => $4::integer)) as t (at)`,
        [floor.organizationId, lead, rep.id, days],
      );
    const seen = async (by: Rep) =>
      (await floor.run(by, "select from public.calls where lead_id = $1", [lead])).length;
    const counted = async () =>
      (await floor.run(rep, "select calls from public.day_numbers('2000-01-01Z')"))[0]?.["calls"];
    for (const [planId, calls] of [
      [null, 2],
      ["pro", 3],
      ["team", 4],
      [null, 2],
    ] as const) {
      await plan(planId);
      expect([await seen(rep), await seen(floor.admin), await counted()]).toEqual([
        calls,
        calls,
        calls,
      ]);
    }
    // As exports read them.
    const { rowCount } = await actAs(db, { role: "service_role" }, (client) =>
      client.query("select from public.calls where lead_id = $1", [lead]),
    );
    expect(rowCount).toBe(4);
  });
});
