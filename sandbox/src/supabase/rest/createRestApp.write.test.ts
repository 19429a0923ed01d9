import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TEST_SCHEMA } from "./restTestSchema.ts";
import {
  ANONYMOUS,
  SERVICE,
  startRestTestServer,
  type RestTestServer,
} from "./startRestTestServer.ts";

const ANN = "11111111-1111-4111-8111-111111111111";
const BOB = "22222222-2222-4222-8222-222222222222";

let server: RestTestServer;
let client: SupabaseClient;
beforeAll(async () => {
  server = await startRestTestServer(TEST_SCHEMA);
  client = server.as(SERVICE);
});
afterAll(async () => server?.stop());

beforeEach(async () => {
  await server.admin(
    "delete from projects where id >= 100; delete from clients where id >= 100; delete from notes",
  );
});

const send = (
  method: string,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  server.request(path, {
    method,
    body,
    headers: { "content-type": "application/json", ...headers },
  });

const signedIn = (id: string): SupabaseClient =>
  server.as({ role: "authenticated", claims: { sub: id, role: "authenticated" } });

describe("insert", () => {
  test("one object without an answer, one and several with their rows and relations", async () => {
    const quiet = await client.from("projects").insert({ id: 100, name: "Quiet" });
    expect(quiet).toMatchObject({ status: 201, data: null, error: null });
    const one = await client
      .from("projects")
      .insert({ id: 101, name: "One", client_id: 1, tags: ["x", 'y "z"'], budget: 7.5 })
      .select("id, tags, mood, client:clients!client_id(name), tasks(id)")
      .single();
    expect(one.data).toEqual({
      id: 101,
      tags: ["x", 'y "z"'],
      mood: "ok",
      client: { name: "Acme" },
      tasks: [],
    });
    const several = await client
      .from("projects")
      .insert(
        [
          { id: 102, name: "A" },
          { id: 103, name: "B", budget: 1 },
        ],
        { count: "exact" },
      )
      .select("id, name, budget");
    expect(several).toMatchObject({
      status: 201,
      count: 2,
      data: [
        { id: 102, name: "A", budget: null },
        { id: 103, name: "B", budget: 1 },
      ],
    });
  });

  test("what a row leaves out is null, or the default where asked", async () => {
    const rows = [
      { id: 100, name: "A", mood: "sad" },
      { id: 101, name: "B" },
    ];
    const nulls = await client.from("projects").insert(rows).select("mood");
    expect(nulls.data).toEqual([{ mood: "sad" }, { mood: null }]);
    await server.admin("delete from projects where id >= 100");
    const defaults = await client
      .from("projects")
      .insert(rows, { defaultToNull: false })
      .select("mood, tags");
    expect(defaults.data).toEqual([
      { mood: "sad", tags: [] },
      { mood: "ok", tags: [] },
    ]);
    const identity = await client
      .from("clients")
      .insert([{ name: "New" }, { name: "Newer" }], { defaultToNull: false })
      .select("id");
    expect(identity.data).toEqual([{ id: 101 }, { id: 102 }]);
  });

  test("empty objects and empty arrays", async () => {
    await server.admin(
      "create table public.counters (id int generated always as identity, at timestamptz default now()); grant all on public.counters to service_role",
    );
    expect((await client.from("counters").insert({}).select("id")).data).toEqual([{ id: 1 }]);
    expect((await client.from("counters").insert([{}, {}]).select("id")).data).toHaveLength(2);
    expect(await client.from("counters").insert([]).select("id")).toMatchObject({
      status: 201,
      data: [],
    });
  });

  test("Location names the new row", async () => {
    const response = await send("POST", "/projects", '{"id":100,"name":"A"}', {
      prefer: "return=headers-only",
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toBe("/projects?id=eq.100");
    expect(response.headers.get("preference-applied")).toBe("return=headers-only");
    expect(await response.text()).toBe("");
    const both = await send("POST", "/project_people", '{"project_id":3,"person_id":3}', {
      prefer: "return=headers-only",
    });
    expect(both.headers.get("location")).toBe("/project_people?project_id=eq.3&person_id=eq.3");
    await server.admin("delete from project_people where project_id = 3");
  });

  test("numbers keep all digits", async () => {
    const body = '{"name":"Exact","rating":98765432109876543210.0987654321}';
    await send("POST", "/clients", body);
    const { rows } = {
      rows: await server.admin("select rating::text from clients where name = 'Exact'"),
    };
    expect(rows).toEqual([{ rating: "98765432109876543210.0987654321" }]);
  });

  test("a text too long is refused, never cut", async () => {
    const { error, status } = await client
      .from("projects")
      .insert({ id: 100, name: "A", code: "12345" });
    expect({ status, code: error?.code }).toEqual({ status: 400, code: "22001" });
  });
});

describe("upsert", () => {
  test("merges on the primary key, or on the columns given", async () => {
    const first = await client.from("projects").upsert({ id: 100, name: "A" }).select("id, name");
    expect(first).toMatchObject({ status: 201, data: [{ id: 100, name: "A" }] });
    const second = await client.from("projects").upsert({ id: 100, name: "B" }).select("id, name");
    expect(second).toMatchObject({ status: 200, data: [{ id: 100, name: "B" }] });
    const mixed = await client
      .from("projects")
      .upsert([
        { id: 100, name: "C" },
        { id: 101, name: "D" },
      ])
      .select("id, name");
    expect(mixed).toMatchObject({
      status: 201,
      data: [
        { id: 100, name: "C" },
        { id: 101, name: "D" },
      ],
    });
    const byName = await client
      .from("clients")
      .upsert({ name: "Acme", rating: 5 }, { onConflict: "name", defaultToNull: false })
      .select("id, rating");
    expect(byName.data).toEqual([{ id: 1, rating: 5 }]);
  });

  test("ignores what is there", async () => {
    const rows = [
      { id: 1, name: "Changed" },
      { id: 100, name: "New" },
    ];
    const { data, status } = await client
      .from("projects")
      .upsert(rows, { ignoreDuplicates: true })
      .select("id, name");
    expect({ status, data }).toEqual({ status: 201, data: [{ id: 100, name: "New" }] });
    expect((await client.from("projects").select("name").eq("id", 1).single()).data).toEqual({
      name: "Alpha",
    });
  });

  test("a conflict that no unique key decides is refused", async () => {
    const { error } = await client
      .from("projects")
      .upsert({ id: 1, name: "x" }, { onConflict: "name" });
    expect(error?.code).toBe("42P10");
  });
});

describe("update and delete", () => {
  beforeEach(async () => {
    await client.from("projects").insert([100, 101, 102].map((id) => ({ id, name: `P${id}` })));
  });

  test("update what the filters name, with and without the rows", async () => {
    const quiet = await client
      .from("projects")
      .update({ name: "Q" }, { count: "exact" })
      .gte("id", 101);
    expect(quiet).toMatchObject({ status: 204, data: null, count: 2 });
    const rows = await client
      .from("projects")
      .update({ client_id: 2, tags: ["n"] })
      .or("id.eq.100,id.eq.101")
      .select("id, name, clients!client_id(name)");
    expect(rows).toMatchObject({ status: 200 });
    expect(rows.data).toEqual([
      { id: 100, name: "P100", clients: { name: "Globex" } },
      { id: 101, name: "Q", clients: { name: "Globex" } },
    ]);
    const none = await client.from("projects").update({ name: "x" }).eq("id", 999).select();
    expect(none).toMatchObject({ status: 200, data: [] });
    const nothing = await client.from("projects").update({}).eq("id", 100).select("id");
    expect(nothing).toMatchObject({ status: 200, data: [] });
  });

  test("delete what the filters name", async () => {
    const rows = await client
      .from("projects")
      .delete({ count: "exact" })
      .in("id", [100, 101])
      .select("id");
    expect(rows).toMatchObject({ status: 200, count: 2, data: [{ id: 100 }, { id: 101 }] });
    const quiet = await client.from("projects").delete().eq("id", 102);
    expect(quiet).toMatchObject({ status: 204, data: null, error: null });
    expect((await client.from("projects").select("id").gte("id", 100)).data).toEqual([]);
  });

  test("a write to all rows must be meant, as on hosted Supabase", async () => {
    const expected = { status: 400, error: { code: "21000" } };
    expect(await client.from("projects").delete().select()).toMatchObject(expected);
    expect(await client.from("projects").update({ name: "x" })).toMatchObject(expected);
  });

  test("single() and max-affected undo what they refuse", async () => {
    const remove = (most: number): Promise<Response> =>
      send("DELETE", "/projects?id=gte.100", "", {
        prefer: `handling=strict, max-affected=${most}`,
      });
    const single = await client
      .from("projects")
      .update({ name: "x" })
      .gte("id", 100)
      .select()
      .single();
    expect(single).toMatchObject({ status: 406, error: { code: "PGRST116" } });
    const most = await remove(2);
    expect(most.status).toBe(400);
    expect(await most.json()).toMatchObject({ code: "PGRST124" });
    const { data } = await client.from("projects").select("name").gte("id", 100).order("id");
    expect(data).toEqual([{ name: "P100" }, { name: "P101" }, { name: "P102" }]);
    expect((await remove(3)).status).toBe(204);
  });
});

describe("row level security", () => {
  test("claims decide what a caller sees and writes", async () => {
    const ann = signedIn(ANN);
    const bob = signedIn(BOB);
    const made = await ann.from("notes").insert({ body: "mine" }).select("owner, body").single();
    expect(made.data).toEqual({ owner: ANN, body: "mine" });
    expect((await bob.from("notes").select()).data).toEqual([]);
    expect((await bob.from("notes").update({ body: "x" }).eq("owner", ANN).select()).data).toEqual(
      [],
    );
    expect((await bob.from("notes").delete().eq("owner", ANN).select()).data).toEqual([]);
    const forged = await bob.from("notes").insert({ owner: ANN, body: "forged" });
    expect(forged).toMatchObject({
      status: 403,
      error: {
        code: "42501",
        message: 'new row violates row-level security policy for table "notes"',
      },
    });
    expect((await client.from("notes").select("body")).data).toEqual([{ body: "mine" }]);
    expect((await server.as(ANONYMOUS).from("notes").select()).status).toBe(401);
  });

  test("claims of one request do not reach the next on the same connection", async () => {
    const callers = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? ANN : BOB));
    const seen = await Promise.all(
      callers.map(async (id) => (await signedIn(id).rpc("whoami")).data.uid),
    );
    expect(seen).toEqual(callers);
    expect((await server.as(ANONYMOUS).rpc("whoami")).data).toMatchObject({
      user: "anon",
      uid: null,
      claims: { role: "anon" },
    });
  });
});

describe("refusals keep Postgres's code, message, details and hint", () => {
  test.each<[number, string, Record<string, unknown>]>([
    [409, "23505", { id: 1, name: "x" }],
    [409, "23503", { id: 100, name: "x", client_id: 999 }],
    [400, "23514", { id: 100, name: "x", budget: -1 }],
    [400, "23502", { id: 100, name: null }],
    [400, "22P02", { id: "abc", name: "x" }],
    [400, "22003", { id: 1e20, name: "x" }],
    [400, "PGRST204", { id: 100, nope: 1 }],
    [400, "22P02", { id: 100, name: "x", mood: "furious" }],
  ])("%i %s", async (status, code, row) => {
    const { error, ...rest } = await client.from("projects").insert(row);
    expect({ status: rest.status, code: error?.code }).toEqual({ status, code });
  });

  test("the whole body of a unique violation", async () => {
    const { error } = await client.from("projects").insert({ id: 1, name: "x" });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: "23505",
      message: 'duplicate key value violates unique constraint "projects_pkey"',
      details: "Key (id)=(1) already exists.",
      hint: null,
    });
  });

  test("a violation found only at the end of the transaction", async () => {
    await server.admin(`create table public.late (id int, other int references clients deferrable initially deferred);
      grant all on public.late to service_role`);
    const { status, error } = await client.from("late").insert({ id: 1, other: 999 });
    expect({ status, code: error?.code }).toEqual({ status: 409, code: "23503" });
  });

  test("malformed bodies", async () => {
    const bodies = [
      "{",
      "",
      "1",
      '"text"',
      "[1]",
      "[[]]",
      "null",
      '[{"id":1},{"name":"x"}]',
      "[".repeat(100_000),
      `{"id":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    ];
    for (const body of bodies) {
      const response = await send("POST", "/projects", body);
      expect({ status: response.status, ...(await response.json()) }).toMatchObject({
        status: 400,
        code: "PGRST102",
      });
    }
    const typed = await send("POST", "/projects", "{}", { "content-type": "image/png" });
    expect(typed.status).toBe(400);
  });

  test("a body over the limit", async () => {
    const response = await send("POST", "/projects", `{"name":"${"x".repeat(33 * 1024 * 1024)}"}`);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: "PGRST102" });
  });
});

describe("the schema as it is now", () => {
  test("tables, columns and functions made or changed after the start are there at once", async () => {
    const before = await client.from("made_later").select();
    expect(before).toMatchObject({ status: 404, error: { code: "PGRST205" } });
    await server.admin(
      "create table public.made_later (id int primary key); grant all on public.made_later to service_role",
    );
    expect((await client.from("made_later").insert({ id: 1 }).select()).data).toEqual([{ id: 1 }]);
    await server.admin("alter table public.made_later add column word text");
    expect((await client.from("made_later").insert({ id: 2, word: "x" }).select()).data).toEqual([
      { id: 2, word: "x" },
    ]);
    await server.admin(
      "alter table public.made_later add column project_id bigint references projects",
    );
    expect((await client.from("made_later").select("projects(name)").eq("id", 1)).data).toEqual([
      { projects: null },
    ]);
    await server.admin(
      "create function public.fresh() returns int language sql as 'select 1'; grant execute on function public.fresh to service_role",
    );
    expect((await client.rpc("fresh")).data).toBe(1);
    await server.admin("drop table public.made_later; notify pgrst, 'reload schema'");
    expect((await client.from("made_later").select()).status).toBe(404);
  });

  test("a changed result of a function is heard of by notify", async () => {
    await server.admin(`create function public.changing() returns int language sql as 'select 1';
      grant execute on function public.changing to service_role`);
    expect((await client.rpc("changing")).data).toBe(1);
    await server.admin(`drop function public.changing;
      create function public.changing() returns setof int language sql as 'select 1';
      grant execute on function public.changing to service_role; notify pgrst, 'reload schema'`);
    const call = async (): Promise<unknown> => (await client.rpc("changing")).data;
    await expect.poll(call, { timeout: 20_000 }).toEqual([1]);
  });

  test("the listening connection may be lost", async () => {
    await server.admin(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator'",
    );
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        client.from("projects").select("id").eq("id", 1).retry(false),
      ),
    );
    // A connection of the pool may have been lost under one of them: never more than 503, and not for long.
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect((await client.from("projects").select("id").eq("id", 1)).data).toEqual([{ id: 1 }]);
  });
});

describe("attacks", () => {
  const texts = [
    "'; drop table projects; --",
    '"; drop table projects; --',
    "\\'; drop table projects; --",
    "$1",
    "$$; drop table projects; $$",
    "1); delete from projects; --",
    "\u0000",
    "a\u0000b",
    "\uD800",
    "%00",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{".repeat(2000),
    "(".repeat(2000),
    '"'.repeat(2001),
    "\\".repeat(2001),
    "💣".repeat(500),
    "x".repeat(70_000),
  ];
  const places: readonly (readonly [string, (text: string) => string])[] = [
    ["table", (text) => `/${text}`],
    ["function", (text) => `/rpc/${text}`],
    ["value", (text) => `/projects?name=eq.${text}`],
    ["number", (text) => `/projects?id=eq.${text}`],
    ["list", (text) => `/projects?name=in.(${text})`],
    ["column", (text) => `/projects?${text}=eq.1`],
    ["operator", (text) => `/projects?name=${text}.1`],
    ["language", (text) => `/documents?body=fts(${text}).x`],
    ["search", (text) => `/documents?body=fts.${text}`],
    ["pattern", (text) => `/projects?name=match.${text}`],
    ["select", (text) => `/projects?select=${text}`],
    ["quoted select", (text) => `/projects?select="${text}"`],
    ["alias", (text) => `/projects?select="${text}":name`],
    ["cast", (text) => `/projects?select=name::${text}`],
    ["path", (text) => `/projects?select=tags->${text}`],
    ["quoted path", (text) => `/projects?select=tags->"${text}"`],
    ["relation", (text) => `/projects?select=${text}(id)`],
    ["hint", (text) => `/projects?select=clients!"${text}"(id)`],
    ["order", (text) => `/projects?order=${text}.desc`],
    ["direction", (text) => `/projects?order=id.${text}`],
    ["limit", (text) => `/projects?limit=${text}`],
    ["logic", (text) => `/projects?or=(${text})`],
    ["logic value", (text) => `/projects?or=(name.eq."${text}")`],
    ["argument", (text) => `/rpc/add?a=${text}`],
    ["columns", (text) => `/projects?columns="${text}"`],
  ];

  test.each(places)("text as %s does no harm and is no fault of the server", async (_name, at) => {
    for (const text of texts) {
      const [path = "", query] = at("\u0001").split(/\?(.*)/s);
      const encoded = encodeURIComponent(text.toWellFormed()).replaceAll("%EF%BF%BD", "%ED%A0%80");
      const fill = (part: string): string => encodeURI(part).replaceAll("%01", encoded);
      const url = fill(path) + (query === undefined ? "" : `?${fill(query)}`);
      // Node itself refuses addresses of more than 16 KiB.
      if (url.length > 15_000) continue;
      const response = await server.request(url);
      expect([url.slice(0, 200), response.status < 500 || response.status === 501]).toEqual([
        url.slice(0, 200),
        true,
      ]);
      await response.arrayBuffer();
    }
    expect((await client.from("projects").select("id").lt("id", 100)).data).toHaveLength(4);
  });

  test("text in a body arrives as it was sent, or is refused", async () => {
    for (const text of texts) {
      const { status, data, error } = await client
        .from("projects")
        .upsert({ id: 100, name: text })
        .select("name")
        .single();
      const isText = !text.includes("\u0000") && text.isWellFormed();
      expect({ status: status < 400, data, code: error?.code.slice(0, 2) }).toEqual(
        isText ? { status: true, data: { name: text } } : { status: false, data: null, code: "22" },
      );
      const badKey: Record<string, unknown> = { [text]: 1 };
      const key = await client.from("projects").insert(badKey);
      expect(key).toMatchObject({ status: 400, error: { code: "PGRST204" } });
      const parameter = await client
        .from("projects")
        .upsert({ id: 1 }, { onConflict: `"${text}"` });
      expect(parameter.status).toBeLessThan(500);
    }
  });

  test.each([
    'id" from secrets --',
    'id", (select word from secrets) as "x',
    'id" = 1 or "id',
    "id' || (select word from secrets) || '",
  ])("the name %s stays one name", async (name) => {
    const quoted = `"${name.replaceAll(/["\\]/g, "\\$&")}"`;
    const missing = { code: "42703", message: `column projects.${name} does not exist` };
    for (const query of [{ select: quoted }, { [quoted]: "eq.1" }, { order: quoted }]) {
      const response = await server.request(`/projects?${new URLSearchParams(query)}`);
      expect(await response.json()).toMatchObject(missing);
    }
    const aliased = await server.request(
      `/projects?${new URLSearchParams({ select: `${quoted}:id`, id: "eq.1" })}`,
    );
    expect(await aliased.json()).toEqual([{ [name]: 1 }]);
    const cast = await server.request(
      `/projects?${new URLSearchParams({ select: "id::text) from secrets --" })}`,
    );
    expect(await cast.json()).toMatchObject({ code: "PGRST100" });
  });

  test("nesting is bounded", async () => {
    const nested = (depth: number): string =>
      depth === 0 ? "id" : `clients!client_id(${nested(depth - 1)})`;
    const cases = [
      `/projects?select=${nested(200)}`,
      `/projects?or=${"(and".repeat(500)}(id.eq.1,id.eq.2)${")".repeat(500)}`,
      `/projects?select=${"id,".repeat(3000)}id`,
      `/projects?${"a.".repeat(500)}id=eq.1`,
    ];
    for (const path of cases) expect((await server.request(path)).status).toBe(400);
  });

  test("broken percent encoding is read as it can be", async () => {
    for (const path of [
      "/projects?name=eq.%ff%fe",
      "/projects?%ff=eq.1",
      "/%ff",
      "/projects?name=eq.%",
    ]) {
      expect((await server.request(path)).status).toBeLessThan(500);
    }
  });
});
