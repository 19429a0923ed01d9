import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agreeContract } from "./agreeContract.ts";
import { actAs } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let person: Awaited<ReturnType<typeof signUpPerson>>;
let lead: string;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  person = await signUpPerson(db, "person@example.test");
  await db.query("update public.profiles set address_proven_at = now()");
  const home = await db.query<{ id: string }>(
    "select organization_id as id from public.memberships where user_id = $1",
    [person.id],
  );
  // Shown however old they are.
  await agreeContract(db, home.rows[0]?.id ?? "");
  const { rows } = await db.query<{ id: string }>(
    `insert into public.leads (organization_id, name, phone, phone_original, is_sample)
     select organization_id, 'Lead', '+14155550100', 'x', true from public.memberships where user_id = $1
     returning id`,
    [person.id],
  );
  lead = rows[0]?.id ?? "";
});
afterAll(() => database.stop());

/** Whoever holds the public key and a token of their own may write as REST lets them, past the Worker. */
function run(text: string, values: unknown[] = []) {
  return actAs(db, person.caller, async (client) => (await client.query(text, values)).rows);
}

describe("what members write past the Worker is still what the Worker can read", () => {
  it.each(['{"a": 1}', '{"a": {"b": "c"}}', '{"a": ["b"]}', '{"a": null}', '["a"]', '"a"'])(
    "a lead's own fields are texts: %s is refused",
    async (custom) => {
      await expect(
        run(
          `insert into public.leads (organization_id, name, phone, phone_original, custom)
           values (private.organization_id(), 'x', '+14155550101', 'x', $1)`,
          [custom],
        ),
      ).rejects.toThrow("check constraint");
    },
  );

  it("a lead's own fields have a bound together", async () => {
    const custom = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`key ${at}`, "a value"]),
    );
    await expect(
      run("update public.leads set custom = $1", [JSON.stringify(custom)]),
    ).rejects.toThrow("check constraint");
    await run("update public.leads set custom = $1", [JSON.stringify({ Beds: "40" })]);
  });

  it.each([
    ["-infinity", null],
    ["0044-03-15 BC", null],
    ["2026-11-22", "infinity"],
    ["2026-11-22", "20000-01-01"],
  ])("a call from %s to %s is refused", async (startedAt, endedAt) => {
    const details = { leadId: lead, startedAt, endedAt, notes: "" };
    await expect(
      run("select public.save_call($1, $2)", [randomUUID(), JSON.stringify(details)]),
    ).rejects.toThrow("check constraint");
  });

  it.each(["infinity", "20000-01-01"])(
    "a call that will begin at %s is refused",
    async (startedAt) => {
      const details = { leadId: lead, startedAt, notes: "" };
      await expect(
        run("select public.save_call($1, $2)", [randomUUID(), JSON.stringify(details)]),
      ).rejects.toThrow("invalid_input");
    },
  );

  it.each(["Nowhere/Land", "Foo/Bar+3", "x-14", "../x", "<A>-13", ""])(
    "a time zone is one that there is: %j is refused",
    async (zone) => {
      await expect(
        run("update public.leads set time_zone = $1, time_zone_source = 'confirmed'", [zone]),
      ).rejects.toThrow("invalid_input");
      await expect(
        run(
          `insert into public.leads (organization_id, name, phone, phone_original, time_zone, time_zone_source)
           values (private.organization_id(), 'x', '+14155550101', 'x', $1, 'file')`,
          [zone],
        ),
      ).rejects.toThrow("invalid_input");
    },
  );

  it("a list's last place has a next one", async () => {
    await expect(
      run(
        `with list as (
           insert into public.lead_lists (organization_id, name, created_by)
           values (private.organization_id(), 'x', private.user_id()) returning id)
         insert into public.list_leads (list_id, lead_id, organization_id, position)
         select id, $1, private.organization_id(), 9223372036854775807 from list`,
        [lead],
      ),
    ).rejects.toThrow("check constraint");
  });

  it.each([
    ["null", "null"],
    ["a list", "[]"],
    ["without conditions", "{}"],
    ["with no conditions", `{"search": "", "filter": null}`],
    ["with a long search", `{"search": "${"a ".repeat(60)}", "filter": []}`],
    [
      "with a long condition",
      `{"filter": [{"field": "name", "operator": "is", "value": "${"a".repeat(140_000)}"}]}`,
    ],
  ])("a selection that is none is not everything: %s is refused", async (_, selection) => {
    await expect(
      run("select public.edit_leads($1, $2, null)", [selection, { kind: "doNotCall" }]),
    ).rejects.toThrow("invalid_input");
  });

  it("no call is written past save_call", async () => {
    await expect(
      run(
        `insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, is_practice)
         values (gen_random_uuid(), private.organization_id(), $1, private.user_id(), '+14155550100', now(), true)`,
        [lead],
      ),
    ).rejects.toThrow("permission denied");
    await expect(run("update public.calls set notes = 'x'")).rejects.toThrow("permission denied");
  });

  it("the longest call still adds up", async () => {
    await db.query(
      `insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, ended_at, outcome, reached, is_practice)
       select gen_random_uuid(), organization_id, $1, user_id, '+14155550100', '2000-01-01Z', '2099-12-31Z', 'connected', true, false
       from public.memberships where user_id = $2`,
      [lead, person.id],
    );
    expect(await run("select calls from public.day_numbers('1999-01-01Z')")).toEqual([
      { calls: 1 },
    ]);
  });

  it.each([
    [
      "when a list was made",
      "insert into public.lead_lists (organization_id, name, created_by, created_at) values (private.organization_id(), 'x', private.user_id(), 'infinity')",
    ],
    ["that a lead asked not to be called", "update public.leads set do_not_call = false"],
  ])("nobody sets %s", async (_, text) => {
    await expect(run(text)).rejects.toThrow("permission denied");
  });
});

describe("names that others read in mails", () => {
  const names = [
    "two\r\nlines",
    "a\u0007bell",
    "next\u0085line",
    "another\u2028line",
    "turned\u202Earound",
    "hidden\u2066turn",
    "look at https://evil.example",
  ];

  it.each(names)("%j is refused", async (name) => {
    await expect(run("update public.organizations set name = $1", [name])).rejects.toThrow(
      "check constraint",
    );
    await expect(run("update public.profiles set full_name = $1", [name])).rejects.toThrow(
      "check constraint",
    );
  });

  it.each(names)("%j is made harmless where Auth was told it at sign-up", async (full_name) => {
    const { id } = await signUpPerson(db, `${randomUUID()}@example.test`, { full_name });
    const { rows } = await db.query<{ full_name: string }>(
      "select full_name from public.profiles where user_id = $1",
      [id],
    );
    expect(rows[0]?.full_name).toMatch(/^[\w .]+$/u);
  });
});
