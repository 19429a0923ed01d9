import type { Client } from "pg";
import { ALLOWANCE_CASES } from "#shared/entitlement.test-data";
import { allowanceSchema, usageSchema } from "#shared/entitlement";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { DialFloor } from "./DialFloor.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let floor: DialFloor;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  floor = await DialFloor.open(db);
});
afterAll(() => database.stop());

const ask = async (caller: Caller, text: string, values: unknown[] = []) => {
  const rows = await actAs(
    db,
    caller,
    async (client) => (await client.query<{ answer: unknown }>(text, values)).rows,
    "commit",
  );
  return rows[0]?.answer;
};

const setContract = (by: Caller, contract: unknown, organization = floor.organizationId) =>
  ask(by, "select public.set_contract($1, $2) as answer", [organization, JSON.stringify(contract)]);

const myAllowance = async () =>
  allowanceSchema.parse(await ask(floor.admin.caller, "select public.my_allowance() as answer"));

describe("what an organization may do", () => {
  it.each(ALLOWANCE_CASES)("%s", async (_, entitlement, contract, at, expected) => {
    await floor.setClock(at);
    await db.query("delete from public.entitlements");
    await db.query("delete from public.billing_contracts");
    if (entitlement !== null)
      await db.query("insert into public.entitlements values ($1, $2, $3, $4, $5)", [
        floor.organizationId,
        entitlement.planId,
        entitlement.seats,
        entitlement.extraSimLines,
        entitlement.graceEndsAt,
      ]);
    if (contract !== null)
      await db.query("insert into public.billing_contracts values ($1, $2, $3, $4)", [
        floor.organizationId,
        contract.planId,
        contract.seats,
        contract.extraSimLines,
      ]);
    const allowance = await myAllowance();
    const graceEndsAt =
      allowance.graceEndsAt === null ? null : new Date(allowance.graceEndsAt).toISOString();
    expect({ ...allowance, graceEndsAt }).toMatchObject(expected);
    const { rows } = await db.query("select private.is_read_only($1) as is", [
      floor.organizationId,
    ]);
    expect(rows).toEqual([{ is: expected.state === "read_only" }]);
  });

  it("what it uses is counted: members and open invitations, lines that are used, lists", async () => {
    await floor.join();
    await floor.list();
    await floor.list({ isSample: true });
    await db.query(
      `insert into public.lines (id, organization_id, phone, label, is_active)
       values (gen_random_uuid(), $1, '+14155550100', 'One', true), (gen_random_uuid(), $1, '+14155550101', 'Old', false)`,
      [floor.organizationId],
    );
    await db.query(
      `insert into public.invitations (organization_id, email, role, invited_by, expires_at, accepted_at, revoked_at)
       select $1, n || '@example.test', 'rep', $2, e, a, r from (values
         ('waits', null::timestamptz, null::timestamptz, null::timestamptz), ('mailed', now() + interval '1 day', null, null),
         ('lapsed', now() - interval '1 day', null, null), ('taken', null, now(), null), ('revoked', null, null, now())
       ) as v (n, e, a, r)`,
      [floor.organizationId, floor.admin.id],
    );
    const usage = await ask(floor.admin.caller, "select public.my_usage() as answer");
    expect(usageSchema.parse(usage)).toEqual({ seats: 4, simLines: 1, lists: 2 });
  });

  it("whoever belongs to no organization has nothing", async () => {
    const nobody = await signUpPerson(db, "nobody@example.test");
    await db.query(
      "delete from public.organizations o using public.memberships m where m.user_id = $1 and o.id = m.organization_id",
      [nobody.id],
    );
    for (const name of ["my_allowance", "my_usage"])
      expect(await ask(nobody.caller, `select public.${name}() as answer`)).toBeNull();
  });
});

describe("a contract", () => {
  let operator: Caller;

  beforeAll(async () => {
    const person = await signUpPerson(db, "operator@example.test");
    await db.query("insert into public.operators values ($1)", [person.id]);
    operator = person.caller;
    await db.query("delete from public.billing_contracts");
    await db.query("delete from public.entitlements");
  });

  it("is agreed and ended by operators, noted in the organization's trail and told to its members", async () => {
    await db.query("delete from public.live_events");
    const terms = { planId: "enterprise", seats: 40, extraSimLines: 3 };
    expect(await setContract(operator, terms)).toEqual(terms);
    expect(await setContract(operator, terms)).toEqual(terms);
    expect(await myAllowance()).toMatchObject({ planId: "enterprise", seats: 40 });
    expect(await setContract(operator, null)).toBeNull();
    expect(await myAllowance()).toMatchObject({ planId: "free" });
    const { rows } = await db.query(
      "select action, label, actor_email from public.audit_log where entity = 'contract' and actor_email = 'operator@example.test' order by id",
    );
    expect(rows.map(({ action, label }) => [action, label])).toEqual([
      ["add", "enterprise"],
      ["remove", "enterprise"],
    ]);
    const told = await db.query(
      "select from public.live_events where kind = 'billing' and least_role is null and organization_id = $1",
      [floor.organizationId],
    );
    expect(told.rowCount).toBe(2);
  });

  it("is nothing that members agree with themselves, by whatever way", async () => {
    const terms = { planId: "enterprise", seats: null, extraSimLines: 0 };
    await expect(setContract(floor.admin.caller, terms)).rejects.toThrow("forbidden");
    const own = [floor.organizationId];
    for (const [text, values] of [
      ["insert into public.billing_contracts (organization_id, plan_id) values ($1, 'team')", own],
      ["insert into public.entitlements values ($1, 'team', 500, 500)", own],
      ["update public.plans set seats = 500", []],
      ["select private.allowance($1)", own],
    ] as const)
      await expect(ask(floor.admin.caller, text, [...values])).rejects.toThrow("permission denied");
  });

  it.each([
    ["an unknown plan", { planId: "golden", seats: null, extraSimLines: 0 }, "invalid_input"],
    ["no seats", { planId: "team", seats: 0, extraSimLines: 0 }, "check constraint"],
    ["lines below none", { planId: "team", seats: 1, extraSimLines: -1 }, "check constraint"],
  ])("cannot be for %s", async (_, terms, why) => {
    await expect(setContract(operator, terms)).rejects.toThrow(why);
  });

  it("with an organization that is none is refused", async () => {
    await expect(
      setContract(
        operator,
        { planId: "team", seats: 1, extraSimLines: 0 },
        "00000000-0000-4000-8000-000000000000",
      ),
    ).rejects.toThrow("not_found");
  });
});
