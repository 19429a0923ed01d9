import { PRICE_CASES, PRICES } from "#shared/prices.test-data";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let operator: { id: string; caller: Caller };
let admin: { id: string; caller: Caller };
let home: string;

const organizationOf = async (userId: string): Promise<string> => {
  const { rows } = await db.query(
    "select organization_id from public.memberships where user_id = $1",
    [userId],
  );
  return rows[0].organization_id;
};

const count = async (most = 100): Promise<number> =>
  (await db.query("select public.count_organizations($1) as counted", [most])).rows[0].counted;

/** Every row of the operators' list, page by page. */
async function walk(search: string, state: string | null, sort: string, descending: boolean) {
  const found: Record<string, unknown>[] = [];
  for (let after: (string | null)[] = [null, null]; ;) {
    const { rows } = await actAs(db, operator.caller, (client) =>
      client.query("select * from public.list_organizations($1, $2, $3, $4, $5, $6, 3)", [
        search,
        state,
        sort,
        descending,
        ...after,
      ]),
    );
    if (rows.length === 0) return found;
    found.push(...rows);
    after = [rows.at(-1).key, rows.at(-1).id];
  }
}

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  operator = await signUpPerson(db, "operator@example.test");
  admin = await signUpPerson(db, "admin@example.test");
  await db.query("insert into public.operators (user_id) values ($1)", [operator.id]);
  home = await organizationOf(admin.id);
  await db.query("update public.organizations set name = 'Home', named_at = now() where id = $1", [
    home,
  ]);
  await db.query(
    "update auth.sessions set refreshed_at = now() at time zone 'UTC' where user_id = $1",
    [admin.id],
  );
  for (const name of ["alpha", "Beta", "100% gamma", "delta", "Epsilon"])
    await signUpPerson(db, `${name.replaceAll(/\W/g, "")}@example.test`, { full_name: name });
  await db.query(
    `insert into public.leads (organization_id, name, phone, phone_original)
     select $1, 'Secret ' || n, '+1415555' || lpad(n::text, 4, '0'), 'x' from generate_series(1, 5) n`,
    [home],
  );
});
afterAll(() => database.stop());

describe("the list of organisations", () => {
  it("shows what the schedule counted", async () => {
    expect(await count()).toBeGreaterThan(0);
    const [row] = await walk("home", null, "name", false);
    expect(row).toMatchObject({ id: home, members: 1, leads: 5, calls: 0, state: "active" });
  });

  it.each(["name", "since", "members", "leads", "calls", "activity", "state"])(
    "in order by %s shows everybody once, in both directions",
    async (sort) => {
      const up = (await walk("", null, sort, false)).map(({ id }) => id);
      const down = (await walk("", null, sort, true)).map(({ id }) => id);
      expect(new Set(up).size).toBe(7);
      expect(down).toEqual(up.toReversed());
    },
  );

  it("is searched by a part of the name, as it is written, and by a person's address", async () => {
    const names = async (search: string) =>
      (await walk(search, null, "name", false)).map(({ name }) => name);
    expect(await names("BETA")).toEqual(["Beta's team"]);
    expect(await names("0% g")).toEqual(["100% gamma's team"]);
    expect(await names("%")).toEqual(["100% gamma's team"]);
    expect(await names("Admin@example.test")).toEqual(["Home"]);
    expect(await names("nobody")).toEqual([]);
  });

  it("is narrowed to a state", async () => {
    expect((await walk("", "active", "name", false)).map(({ id }) => id)).toEqual([home]);
    expect(await walk("", "setting_up", "name", false)).toHaveLength(6);
  });

  it("is counted anew ten minutes after a change, and once a day without one", async () => {
    while ((await count()) > 0);
    expect(await count()).toBe(0);
    await db.query(
      "update private.organization_summaries set counted_at = now() - interval '11 minutes' where organization_id = $1",
      [home],
    );
    await db.query("delete from public.live_events");
    expect(await count()).toBe(0);
    await db.query("select private.tell($1, 'leads')", [home]);
    expect(await count()).toBe(1);
    await db.query(
      "update private.organization_summaries set counted_at = now() - interval '25 hours'",
    );
    expect(await count(4)).toBe(4);
    expect(await count()).toBe(3);
  });

  it("is nobody's but operators'", async () => {
    for (const caller of [admin.caller, { role: "service_role" } as const]) {
      for (const call of [
        "public.list_organizations('', null, 'name', false, null, null, 10)",
        `public.describe_organization('${home}')`,
      ])
        await expect(
          actAs(db, caller, (client) => client.query(`select ${call}`)),
        ).rejects.toMatchObject({ code: "PT403", message: "forbidden" });
    }
  });
});

describe("one organisation", () => {
  it("shows its people and what of its trail concerns the service, and nothing of its work", async () => {
    await actAs(
      db,
      admin.caller,
      async (client) => {
        await client.query(
          "insert into public.scripts (id, organization_id, name, text) values (gen_random_uuid(), $1, 'Secret script', 'Secret words')",
          [home],
        );
        await client.query("update public.organizations set name = 'Renamed' where id = $1", [
          home,
        ]);
      },
      "commit",
    );
    const { rows } = await actAs(db, operator.caller, (client) =>
      client.query("select public.describe_organization($1) as detail", [home]),
    );
    expect(rows[0].detail).toMatchObject({
      organization: { id: home, name: "Renamed", leads: 5 },
      members: [{ email: "admin@example.test", role: "admin" }],
      events: [
        { action: "change", entity: "organization", actorEmail: "admin@example.test" },
        {},
        {},
      ],
    });
    expect(JSON.stringify(rows)).not.toContain("Secret");
  });

  it("that is none is null", async () => {
    const { rows } = await actAs(db, operator.caller, (client) =>
      client.query("select public.describe_organization($1) as detail", [operator.id]),
    );
    expect(rows).toEqual([{ detail: null }]);
  });
});

describe("prices", () => {
  beforeAll(async () => {
    for (const { key, amountMicros, validFrom } of PRICES)
      await db.query(
        "insert into public.service_prices (key, unit, amount_micros, valid_from) values ($1 || '_case', 'x', $2, $3)",
        [key, amountMicros, validFrom],
      );
  });

  it.each(PRICE_CASES)("%s: %s at %s is %s", async (_, key, at, amountMicros) => {
    const { rows } = await db.query("select private.price_at($1 || '_case', $2)::int as amount", [
      key,
      at,
    ]);
    expect(rows).toEqual([{ amount: amountMicros }]);
  });

  const begin = (caller: Caller, validFrom: string) =>
    actAs(
      db,
      caller,
      (client) =>
        client.query(
          `insert into public.service_prices (key, unit, amount_micros, valid_from) values ('turn_gb', 'GB', 1, ${validFrom}) returning created_by`,
        ),
      "commit",
    );

  it("begin now or later, never before, and each moment has one", async () => {
    const { rows } = await begin(operator.caller, "now() + interval '1 hour'");
    expect(rows).toEqual([{ created_by: operator.id }]);
    await expect(begin(operator.caller, "now() - interval '1 hour'")).rejects.toMatchObject({
      code: "PT400",
      message: "invalid_input",
    });
    await begin(operator.caller, "'2031-01-01Z'");
    await expect(begin(operator.caller, "'2031-01-01Z'")).rejects.toMatchObject({ code: "23505" });
    const { rows: noted } = await db.query(
      "select actor_email, label, changes -> 'amount_micros' as amount from public.audit_log where entity = 'service_price' order by id desc limit 1",
    );
    expect(noted).toEqual([
      { actor_email: "operator@example.test", label: "turn_gb", amount: [null, 1] },
    ]);
  });

  it("are never changed or deleted, by whomever", async () => {
    for (const statement of [
      "update public.service_prices set amount_micros = 1",
      "delete from public.service_prices",
      "truncate public.service_prices",
    ])
      await expect(db.query(statement)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the service's settings", () => {
  const set = (change: string) =>
    actAs(
      db,
      operator.caller,
      (client) => client.query(`update public.service_settings set ${change}`),
      "commit",
    );

  it("are noted with what they were", async () => {
    await set("minimum_desktop_version = '1.2.3'");
    const { rows } = await db.query(
      "select actor_email, organization_id, changes from public.audit_log where entity = 'service_settings'",
    );
    expect(rows).toEqual([
      {
        actor_email: "operator@example.test",
        organization_id: null,
        changes: { minimum_desktop_version: ["0.0.0", "1.2.3"] },
      },
    ]);
  });

  it.each(["minimum_desktop_version = '1.2'", "alert_address = 'a@b, c@d'"])(
    "refuse %s",
    async (change) => {
      await expect(set(change)).rejects.toMatchObject({ code: "23514" });
    },
  );
});

it("who becomes an operator, and who is none any more, stands in the service's trail", async () => {
  const person = await signUpPerson(db, "passing@example.test");
  await db.query("insert into public.operators (user_id) values ($1)", [person.id]);
  await db.query("delete from public.operators where user_id = $1", [person.id]);
  const { rows } = await db.query(
    "select organization_id, action, label from public.audit_log where entity = 'operator' and entity_id = $1 order by id",
    [person.id],
  );
  expect(rows).toEqual(
    ["add", "remove"].map((action) => ({
      organization_id: null,
      action,
      label: "passing@example.test",
    })),
  );
});
