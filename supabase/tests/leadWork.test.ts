import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agreeContract } from "./agreeContract.ts";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let admin: { id: string; caller: Caller };
let rep: { id: string; caller: Caller };
let organization: string;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  admin = await signUpPerson(db, "admin@example.test");
  rep = await signUpPerson(db, "rep@example.test");
  const found = await db.query<{ organization_id: string }>(
    "select organization_id from public.memberships where user_id = $1",
    [admin.id],
  );
  organization = found.rows[0]?.organization_id ?? "";
  await agreeContract(db, organization);
  await db.query("set session_replication_role = replica");
  await db.query(
    "update public.memberships set organization_id = $1, role = 'rep' where user_id = $2",
    [organization, rep.id],
  );
  await db.query("set session_replication_role = origin");
  // Noon in New York.
  await db.query(
    "create or replace function private.clock() returns timestamptz language sql stable as $$ select timestamptz '2026-11-23 17:00Z' $$",
  );
});
afterAll(() => database.stop());

function run(caller: Caller, text: string, values: unknown[] = []) {
  return actAs(db, caller, async (client) => (await client.query(text, values)).rows, "commit");
}

let phones = 2_000_000;
async function addLeads(leads: Record<string, unknown>[]): Promise<void> {
  const rows = leads.map((lead) => ({
    organization_id: organization,
    phone: `+1212${(phones += 1)}`,
    phone_original: "x",
    ...lead,
  }));
  await db.query(
    `insert into public.leads (organization_id, owner_id, name, company, phone, phone_original, email, city, state, score,
       last_called_at, time_zone, time_zone_source, custom)
     select organization_id, owner_id, name, company, phone, phone_original, email, city, state, coalesce(score, 0),
       last_called_at, time_zone, time_zone_source, coalesce(custom, '{}')
     from jsonb_populate_recordset(null::public.leads, $1)`,
    [JSON.stringify(rows)],
  );
}

interface Find {
  search?: string;
  filter?: unknown[];
  sort?: string;
  descending?: boolean;
  list?: string | null;
}

/** The ids of every page, one after the other, as the Worker asks for them. */
async function findAll(caller: Caller, find: Find, pageSize: number): Promise<string[]> {
  const { search = "", filter = [], sort = "name", descending = false, list = null } = find;
  const seen: string[] = [];
  const column = {
    lastCalledAt: "last_called_at",
    attemptCount: "attempt_count",
    createdAt: "created_at",
  }[sort];
  let after: unknown = null;
  for (;;) {
    const page = await run(
      caller,
      `select id, ${column ?? sort}::text as key from public.find_leads($1, $2, $3, $4, $5, $6, $7)`,
      [
        search,
        list,
        JSON.stringify(filter),
        sort,
        descending,
        after === null ? null : JSON.stringify(after),
        pageSize,
      ],
    );
    seen.push(...page.map((lead) => String(lead.id)));
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return seen;
    after = [last.key, last.id];
  }
}

const names = async (caller: Caller, find: Find) => {
  const ids = await findAll(caller, find, 1_000);
  const { rows } = await db.query<{ id: string; name: string }>(
    "select id, name from public.leads where id = any ($1)",
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.name);
};

describe("find_leads", () => {
  beforeAll(async () => {
    await addLeads([
      {
        name: "Ada Okafor",
        company: "Harbor Works",
        city: "Boston",
        state: "MA",
        phone: "+16175550142",
        score: 5,
      },
      {
        name: "Bo 100% Real",
        company: "Under_score",
        city: null,
        email: "bo@example.test",
        custom: { Beds: "40" },
      },
      { name: "Hidden", company: "Harbor Works", owner_id: admin.id, city: "Boston" },
    ]);
  });

  it.each([
    ["ada", ["Ada Okafor"]],
    ["OKAFOR  harbor", ["Ada Okafor"]],
    ["(617) 555-0142", ["Ada Okafor"]],
    ["617.555", ["Ada Okafor"]],
    ["+1 617 5550142", ["Ada Okafor"]],
    ["100%", ["Bo 100% Real"]],
    ["r_s", ["Bo 100% Real"]],
    ["bo@exam", ["Bo 100% Real"]],
    ["ada nobody", []],
    ["\\", []],
    ["'; drop table leads; --", []],
  ])("finds %j", async (search, found) => {
    expect(await names(rep.caller, { search })).toEqual(found);
  });

  it("keeps a colleague's lead from a rep, in pages and in counts", async () => {
    const filter = [{ field: "company", operator: "is", value: "HARBOR works" }];
    const count = async (caller: Caller) =>
      (await run(caller, "select public.count_leads($1) as n", [JSON.stringify({ filter })]))[0]?.n;
    expect(await names(rep.caller, { filter })).toEqual(["Ada Okafor"]);
    expect(await names(admin.caller, { filter })).toEqual(["Ada Okafor", "Hidden"]);
    expect([await count(rep.caller), await count(admin.caller)]).toEqual([1, 2]);
  });

  it("counts a selection without those that are taken out of it", async () => {
    const [ada] = await findAll(rep.caller, { search: "ada" }, 10);
    const filter = [{ field: "name", operator: "not_empty" }];
    const count = async (selection: object) =>
      Number(
        (
          await run(rep.caller, "select public.count_leads($1) as n", [JSON.stringify(selection)])
        )[0]?.n,
      );
    expect(await count({ filter, except: [ada] })).toBe((await count({ filter })) - 1);
  });

  it.each([
    [{ field: "state", operator: "any_of", value: ["ma", "NY"] }, ["Ada Okafor"]],
    [{ field: "name", operator: "starts_with", value: "bo 100%" }, ["Bo 100% Real"]],
    [{ field: "name", operator: "contains", value: "%" }, ["Bo 100% Real"]],
    [{ field: "city", operator: "empty" }, ["Bo 100% Real"]],
    [{ field: "phone", operator: "starts_with", value: "(617)" }, ["Ada Okafor"]],
    [{ field: "score", operator: "at_least", value: 5 }, ["Ada Okafor"]],
    [{ field: "custom.Beds", operator: "is", value: "40" }, ["Bo 100% Real"]],
    [{ field: "custom.Beds') is null or ('1", operator: "is", value: "1" }, []],
    [{ field: "name", operator: "is", value: "x') or true --" }, []],
    [{ field: "ownerId", operator: "is", value: "not an id" }, []],
    [{ field: "lastCalledAt", operator: "within_days", value: 7 }, []],
    [
      { field: "lastCalledAt", operator: "not_within_days", value: 7 },
      ["Ada Okafor", "Bo 100% Real"],
    ],
  ])("meets %j", async (condition, found) => {
    expect(await names(rep.caller, { filter: [condition] })).toEqual(found);
  });

  it.each([
    [{ field: "organization_id", operator: "is", value: "x" }],
    [{ field: "name) or (true", operator: "is", value: "x" }],
    [{ field: "name", operator: "= '' or true --", value: "x" }],
    [{ field: "score", operator: "at_least", value: "1 or true" }],
    [{ field: "name" }],
    [{}],
    ["name"],
  ])("refuses %j", async (condition) => {
    await expect(findAll(rep.caller, { filter: [condition] }, 10)).rejects.toThrow(
      /invalid_input|invalid input syntax/,
    );
  });

  it("answers every lead once in every order, however many are alike or empty", async () => {
    await addLeads(
      Array.from({ length: 40 }, (_, at) => ({
        name: `Tie ${at % 3}`,
        company: at % 4 === 0 ? null : `C${at % 2}`,
        city: at % 5 === 0 ? null : "Same",
        score: at % 3,
        last_called_at: at % 2 === 0 ? null : `2026-01-0${(at % 3) + 1}T00:00:00Z`,
      })),
    );
    const sorts = [
      "name",
      "company",
      "city",
      "state",
      "score",
      "attemptCount",
      "lastCalledAt",
      "createdAt",
    ];
    const filter = [{ field: "name", operator: "starts_with", value: "tie" }];
    for (const sort of sorts) {
      for (const descending of [false, true]) {
        const whole = await findAll(rep.caller, { filter, sort, descending }, 1_000);
        expect(whole).toHaveLength(40);
        expect(await findAll(rep.caller, { filter, sort, descending }, 7)).toEqual(whole);
        const leap = await run(
          rep.caller,
          "select id from public.find_leads('', null, $1, $2, $3, null, 10, 25)",
          [JSON.stringify(filter), sort, descending],
        );
        expect(leap.map(({ id }) => id)).toEqual(whole.slice(25, 35));
      }
    }
  });

  it("finds the same by walking and by trigrams, in the same order, across the end of the walk", async () => {
    await addLeads(
      Array.from({ length: 9_000 }, (_, at) => ({
        name: `Walk ${String(at).padStart(5, "0")} ${at % 700 === 0 ? "seldom" : "often"}`,
      })),
    );
    for (const search of ["seldom", "often 4", "zz", "walk 08", "never there"]) {
      for (const descending of [false, true]) {
        const { rows } = await db.query<{ id: string }>(
          `select id from public.leads where owner_id is null and organization_id = $1
             and (select bool_and(search_text like '%' || word || '%') from unnest(string_to_array($2, ' ')) as word)
           order by name ${descending ? "desc" : "asc"}, id ${descending ? "desc" : "asc"}`,
          [organization, search],
        );
        const found = await findAll(rep.caller, { search, descending }, 300);
        expect(found).toEqual(rows.map((row) => row.id));
      }
    }
  });

  it("keeps the longest texts there are", async () => {
    const long = (characters: number) => "𝔸".repeat(characters);
    const lead = { name: long(200), company: long(200), city: long(120) };
    await addLeads([{ ...lead, email: `${"é".repeat(240)}@example.test` }]);
    expect(await names(rep.caller, { search: long(90) })).toEqual([long(200)]);
  });
});

describe("a list kept current", () => {
  const conditions = [{ field: "company", operator: "is", value: "Current" }];
  const members = async (list: string) =>
    (
      await db.query<{ name: string }>(
        "select l.name from public.list_leads x join public.leads l on l.id = x.lead_id where x.list_id = $1 order by x.position",
        [list],
      )
    ).rows.map((row) => row.name);

  async function newList(filter: object[] | null): Promise<string> {
    const list = randomUUID();
    await run(rep.caller, "select public.create_list($1, 'List', $2, 'position', null)", [
      list,
      filter === null ? null : JSON.stringify(filter),
    ]);
    return list;
  }

  it("takes in what meets its conditions, and lets go what does not, unless a rep holds it", async () => {
    await addLeads([
      { name: "Current B", company: "current" },
      { name: "Current A", company: "Current" },
    ]);
    const list = await newList(conditions);
    expect(await members(list)).toEqual(["Current A", "Current B"]);

    const session = randomUUID();
    await db.query(
      `insert into public.dial_sessions (id, organization_id, user_id, status, started_at, last_seen_at)
       values ($1, $2, $3, 'dialing', now(), now())`,
      [session, organization, rep.id],
    );
    await db.query(
      `insert into public.claims (lead_id, organization_id, user_id, session_id, claimed_at, expires_at)
       select id, organization_id, $1, $2, now(), now() from public.leads where name = 'Current A'`,
      [rep.id, session],
    );
    await addLeads([{ name: "Current 0", company: "Current" }]);
    await db.query(
      "update public.leads set company = 'Other' where name in ('Current A', 'Current B')",
    );
    const refresh = "select private.refresh_list_if_old($1, null)";
    await db.query(refresh, [list]);
    expect(await members(list)).toEqual(["Current A", "Current B"]);
    await db.query(
      "update public.lead_lists set refreshed_at = '2026-11-23 16:58Z' where id = $1",
      [list],
    );
    await db.query(refresh, [list]);
    expect(await members(list)).toEqual(["Current A", "Current 0"]);
    await db.query("delete from public.claims");
  });

  it("is brought up to date by whoever dials it", async () => {
    const list = await newList([{ field: "company", operator: "is", value: "Dialed" }]);
    await addLeads([{ name: "Dialed", company: "Dialed" }]);
    await db.query("update public.lead_lists set refreshed_at = null where id = $1", [list]);
    await run(
      rep.caller,
      "select public.sync_dial_session($1, $2, 'dialing', null, 1, '{}', null)",
      [randomUUID(), list],
    );
    expect(await members(list)).toEqual(["Dialed"]);
    await db.query("delete from public.claims");
  });

  it("waits for nobody who changes leads, and nobody twice for it", async () => {
    const list = await newList([{ field: "name", operator: "starts_with", value: "walk 00" }]);
    const before = await members(list);
    expect(before).toHaveLength(1_000);
    const other = await database.connect();
    await other.query("begin");
    await other.query(
      "update public.leads set name = 'Moved ' || name where name like 'Walk 000%'",
    );
    await db.query("set lock_timeout = '2s'");
    await run(rep.caller, "select public.refresh_lists(null)");
    await db.query("select private.refresh_list($1, null)", [list]);
    expect(await members(list)).toEqual(before);
    await other.query("commit");
    await db.query("select private.refresh_list($1, null)", [list]);
    await db.query("reset lock_timeout");
    expect(await members(list)).toHaveLength(900);
  });

  it("takes no lead by hand, and a fixed list does not become one", async () => {
    const current = await newList(conditions);
    const fixed = await newList(null);
    const edit = (change: object) =>
      run(rep.caller, "select public.edit_leads($1, $2, null)", [
        JSON.stringify({ filter: conditions }),
        JSON.stringify(change),
      ]);
    await expect(edit({ kind: "addToList", listId: current })).rejects.toThrow("conflict");
    await expect(edit({ kind: "removeFromList", listId: current })).rejects.toThrow("conflict");
    await edit({ kind: "addToList", listId: fixed });
    await edit({ kind: "addToList", listId: fixed });
    expect(await members(fixed)).toEqual(["Current 0"]);
    await expect(
      run(rep.caller, "select public.update_list($1, $2)", [fixed, JSON.stringify({ filter: [] })]),
    ).rejects.toThrow("conflict");
  });

  it("is counted by what may be done with its leads, as far as the reader sees them", async () => {
    const list = await newList(null);
    const zone = (time_zone: string | null) => ({
      time_zone,
      time_zone_source: time_zone && "state",
    });
    await addLeads([
      { name: "Count 1", ...zone("America/New_York") },
      { name: "Count 2", ...zone("Asia/Tokyo") },
      { name: "Count 3", ...zone(null) },
      { name: "Count 4", ...zone("America/New_York") },
      { name: "Count 5", ...zone("America/New_York"), owner_id: admin.id },
    ]);
    await db.query("update public.leads set do_not_call = true where name = 'Count 4'");
    await run(admin.caller, "select public.edit_leads($1, $2, null)", [
      JSON.stringify({ search: "count", listId: null, filter: [] }),
      JSON.stringify({ kind: "addToList", listId: list }),
    ]);
    const progress = async (caller: Caller) =>
      (await run(caller, "select * from public.list_progress($1)", [list]))[0];
    expect(await progress(admin.caller)).toMatchObject({
      lead_count: 5,
      remaining_count: 4,
      callable_count: 2,
      no_time_zone_count: 1,
    });
    expect(await progress(rep.caller)).toMatchObject({ lead_count: 4, callable_count: 1 });
    // Waited long enough, though nobody dials and so nobody made them ready.
    await db.query(
      `update public.leads set dial_state = 'waiting', ready_at = private.clock() - interval '1 day'
       where name like 'Count %'`,
    );
    expect(await progress(admin.caller)).toMatchObject({ remaining_count: 4, callable_count: 2 });
    expect(await progress(rep.caller)).toMatchObject({ callable_count: 1 });
    await db.query(
      "update public.leads set ready_at = private.clock() + interval '1 day' where name like 'Count %'",
    );
    expect(await progress(admin.caller)).toMatchObject({ remaining_count: 4, callable_count: 0 });
  });
});

describe("edit_leads", () => {
  const edit = async (caller: Caller, selection: object, change: object) =>
    (
      await run(caller, "select public.edit_leads($1, $2, null) as n", [
        JSON.stringify(selection),
        JSON.stringify(change),
      ])
    )[0]?.n;
  const idOf = async (name: string) =>
    (await db.query<{ id: string }>("select id from public.leads where name = $1", [name])).rows[0]
      ?.id ?? "";

  it("changes all that are named or none", async () => {
    const leadIds = [await idOf("Ada Okafor"), await idOf("Hidden")];
    await expect(edit(rep.caller, { leadIds }, { kind: "score", score: 9 })).rejects.toThrow(
      "not_found",
    );
    expect(await edit(admin.caller, { leadIds }, { kind: "score", score: 9 })).toBe(2);
  });

  it("lets a rep take leads for themselves, and give them to nobody else", async () => {
    const leadIds = [await idOf("Ada Okafor")];
    const give = (ownerId: string | null) =>
      edit(rep.caller, { leadIds }, { kind: "assign", ownerId });
    await expect(give(admin.id)).rejects.toThrow("forbidden");
    expect(await give(rep.id)).toBe(1);
    expect(await give(null)).toBe(1);
    await expect(
      edit(admin.caller, { leadIds }, { kind: "assign", ownerId: randomUUID() }),
    ).rejects.toThrow("not_found");
  });

  it("makes leads ready again, their promised callbacks done", async () => {
    const lead = await idOf("Ada Okafor");
    await db.query(
      `insert into public.tasks (id, organization_id, kind, lead_id, text, due_at)
       values (gen_random_uuid(), $1, 'callback', $2, 'Call back', '2026-12-01Z')`,
      [organization, lead],
    );
    await db.query("update public.leads set attempt_count = 4 where id = $1", [lead]);
    expect(await edit(rep.caller, { leadIds: [lead] }, { kind: "callAgain" })).toBe(1);
    const { rows } = await db.query(
      `select l.dial_state, l.ready_at, l.attempt_count, t.done_at is not null as done
       from public.leads l join public.tasks t on t.lead_id = l.id where l.id = $1`,
      [lead],
    );
    expect(rows).toEqual([{ dial_state: "ready", ready_at: null, attempt_count: 0, done: true }]);
  });

  it("deletes for managers alone, and never a lead with calls", async () => {
    const filter = [{ field: "name", operator: "starts_with", value: "Tie" }];
    await db.query(
      `insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, is_practice)
       select gen_random_uuid(), organization_id, id, $1, phone, now(), false from public.leads where name = 'Tie 0' limit 1`,
      [rep.id],
    );
    await expect(edit(rep.caller, { filter }, { kind: "delete" })).rejects.toThrow("forbidden");
    expect(await edit(admin.caller, { filter }, { kind: "delete" })).toBe(39);
  });

  it("deletes no lead of which a desktop that was cut off may still tell a call", async () => {
    await addLeads([{ name: "Offered" }]);
    const lead = await idOf("Offered");
    await db.query(
      `insert into public.permits (organization_id, lead_id, user_id, issued_at, expires_at, is_practice)
       values ($1, $2, $3, private.clock() - interval '20 minutes', private.clock() - interval '15 minutes', true)`,
      [organization, lead, rep.id],
    );
    const remove = () => edit(admin.caller, { leadIds: [lead] }, { kind: "delete" });
    expect(await remove()).toBe(0);
    await db.query("update public.permits set expires_at = expires_at - interval '1 hour'");
    expect(await remove()).toBe(1);
  });

  it("puts numbers on the do-not-call list", async () => {
    const filter = [{ field: "name", operator: "is", value: "Bo 100% Real" }];
    expect(await edit(rep.caller, { filter }, { kind: "doNotCall" })).toBe(1);
    expect(
      await names(rep.caller, {
        filter: [{ field: "doNotCall", operator: "is", value: true }, ...filter],
      }),
    ).toHaveLength(1);
  });
});

describe("slices of an import sent at once", () => {
  it("add each number and each address once, and stand in nobody's way", async () => {
    const list = randomUUID();
    await run(rep.caller, "select public.create_list($1, 'Import', null, 'position', null)", [
      list,
    ]);
    // The same numbers and addresses in each slice, paired and ordered another way.
    const slice = (step: number) =>
      Array.from({ length: 200 }, (_, at) => ({
        row_number: step * 1_000 + at,
        name: "Parallel",
        phone: `+1415${5_000_000 + ((at * 7) % 200)}`,
        phone_original: "x",
        email: `p${(at * (step + 1) * 3) % 200}@example.test`,
        custom: { [`Field ${(at + step) % 5}`]: "x" },
      })).toSorted(() => (step === 1 ? -1 : 1));
    const clients = await Promise.all([0, 1, 2].map(() => database.connect()));
    const verdicts = await Promise.all(
      clients.map((client, step) =>
        actAs(
          client,
          rep.caller,
          async () =>
            (
              await client.query("select * from public.import_leads($1, $2)", [
                list,
                JSON.stringify(slice(step)),
              ])
            ).rows,
          "commit",
        ),
      ),
    );
    const { rows } = await db.query(
      "select count(*)::int as leads, count(distinct phone)::int as phones, count(distinct email)::int as addresses from public.leads where name = 'Parallel'",
    );
    const added = verdicts.flat().filter((each) => each.verdict === "added").length;
    expect(rows).toEqual([{ leads: added, phones: added, addresses: added }]);
    expect(added).toBeGreaterThan(0);
  });
});
