import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TEST_SCHEMA } from "./restTestSchema.ts";
import {
  ANONYMOUS,
  SERVICE,
  startRestTestServer,
  type RestTestServer,
} from "./startRestTestServer.ts";

let server: RestTestServer;
let client: SupabaseClient;
beforeAll(async () => {
  server = await startRestTestServer(TEST_SCHEMA);
  client = server.as(SERVICE);
});
afterAll(async () => server?.stop());

/** Body and status of a plain GET, for what supabase-js cannot say or hides. */
async function get(path: string, headers: Record<string, string> = {}) {
  const response = await server.request(path, { headers });
  const text = await response.text();
  return {
    status: response.status,
    range: response.headers.get("content-range"),
    type: response.headers.get("content-type"),
    text,
    json: (): unknown => JSON.parse(text),
  };
}

/** The ids of the projects that a query leaves. */
async function ids(query: string): Promise<unknown> {
  const { status, json } = await get(`/projects?select=id&order=id&${query}`);
  const body = json();
  return status === 200 && Array.isArray(body) ? body.map((row: { id: number }) => row.id) : body;
}

describe("select", () => {
  test.each([
    ["id,name", { id: 1, name: "Alpha" }],
    ["title:name,id::text", { title: "Alpha", id: "1" }],
    ["budget::int,size:budget::double precision", { budget: 100, size: 100 }],
    ["name::varchar", { name: "Alpha" }],
    ["tags->0,second:tags->>1", { tags: "red", second: "blue" }],
    ["full_name", { full_name: "Alpha (1)" }],
    ["id,id", { id: 1 }],
    [" id , name ", { id: 1, name: "Alpha" }],
    ["client_id(name)", { client_id: { name: "Acme" } }],
    ["", {}],
    ["clients!client_id()", {}],
  ])("%s", async (select, expected) => {
    const { json } = await get(`/projects?id=eq.1&select=${encodeURIComponent(select)}`);
    expect(json()).toEqual([expected]);
  });

  test("JSON paths, of keys and of indexes", async () => {
    const select =
      "profile->city,profile->>size,tag:profile->tags->>1,profile->tags->0,profile->none";
    const { data } = await client.from("clients").select(select).eq("id", 1).single();
    expect(data).toEqual({ city: "Reno", size: "10", tag: "b", tags: "a", none: null });
  });

  test("numbers, timestamps, ranges and enums are Postgres's own", async () => {
    const { text } = await get("/clients?select=rating&id=eq.1");
    expect(text).toBe('[{"rating":12345678901234567890.0123456789}]');
    const { data } = await client.from("projects").select("started_at, span, mood").eq("id", 1);
    expect(data).toEqual([
      {
        started_at: "2026-01-02T03:04:05.123456+00:00",
        span: "[2026-01-01,2026-02-01)",
        mood: "happy",
      },
    ]);
  });

  test("names that need quotes everywhere", async () => {
    const table = encodeURIComponent('odd "name"; drop table x');
    const query = new URLSearchParams({
      select: '"a,b","c.d",renamed:"e\\"f",sélect',
      '"c.d"': "eq.dot",
      order: '"a,b".desc',
    });
    const { json } = await get(`/${table}?${query}`);
    expect(json()).toEqual([{ "a,b": 1, "c.d": "dot", renamed: "quote", sélect: "accent" }]);
  });
});

describe("filters", () => {
  test.each([
    ["id=eq.2", [2]],
    ["id=neq.2", [1, 3, 4]],
    ["id=gt.2", [3, 4]],
    ["id=gte.2&id=lt.4", [2, 3]],
    ["id=lte.1", [1]],
    ["name=like.*a", [1, 2, 4]],
    ["name=like.%25lta", [4]],
    ["name=ilike.ALPHA", [1]],
    ["name=match.^[AB]", [1, 2]],
    ["name=imatch.^g", [3]],
    ["notes=like.100*", [3]],
    ["name=like(any).{A*,B*}", [1, 2]],
    ["name=ilike(all).{*a,*l*}", [1, 4]],
    ["id=eq(any).{1,3}", [1, 3]],
    ["id=not.eq(any).{1,3}", [2, 4]],
    ["is_active=is.true", [1, 4]],
    ["is_active=is.false", [2]],
    ["is_active=is.unknown", [3]],
    ["client_id=is.null", [4]],
    ["client_id=is.not_null", [1, 2, 3]],
    ["client_id=not.is.null", [1, 2, 3]],
    ["client_id=isdistinct.1", [3, 4]],
    ["id=in.(1,3)", [1, 3]],
    ["id=not.in.(1,3)", [2, 4]],
    ["id=in.()", []],
    ['name=in.("Gamma, Inc. (x)",Alpha)', [1, 3]],
    ["tags=cs.{red}", [1, 4]],
    ["tags=cd.{red,green}", [2, 3, 4]],
    ["tags=ov.{green,blue}", [1, 2]],
    ["span=cs.[2026-01-15,2026-01-16)", [1]],
    ["span=sl.[2026-02-15,2026-02-20)", [1]],
    ["span=sr.[2026-02-01,2026-02-15)", [2]],
    ["span=nxl.[2026-02-01,2026-04-01)", [2, 4]],
    ["span=nxr.[2026-01-01,2026-03-01)", [1, 4]],
    ["span=adj.[2026-02-01,2026-03-01)", [1, 2]],
    ["mood=eq.sad", [2]],
    ["mood=gt.sad", [1, 3]],
    ["or=(id.eq.1,id.eq.3)", [1, 3]],
    ["not.or=(id.eq.1,id.eq.3)", [2, 4]],
    ["or=(id.eq.1,and(id.gt.1,not.or(id.eq.2,id.eq.3)))", [1, 4]],
    ["and=(id.gte.2,name.not.like.G*)", [2, 4]],
    ['or=(name.eq."Gamma, Inc. (x)",tags.cs.{red,blue},id.in.(2))', [1, 2, 3]],
    ['or=(notes.eq."say \\"hi\\", (twice)",notes.eq."back\\\\slash")', [2, 4]],
    ["notes=eq.back\\slash", [4]],
    ["tags->>0=eq.red", [1, 4]],
    ["name=eq.", []],
  ])("%s", async (query, expected) => {
    expect(await ids(query.replaceAll("+", "%2B"))).toEqual(expected);
  });

  test.each([
    ["body=fts(english).fox", [1, 3]],
    ["vector=fts.fox", [1, 3]],
    ["vector=not.fts.fox", [2, 4]],
    ["vector=plfts(english).lazy dogs", [2]],
    ["vector=phfts(english).brown fox", [1]],
    ["vector=wfts(english).dog -fox", [2]],
    ["body=wfts(german).katze", [4]],
  ])("full text: %s", async (query, expected) => {
    const { json } = await get(`/documents?select=id&order=id&${query}`);
    expect(json()).toEqual(expected.map((id) => ({ id })));
  });

  test("JSON values compare as JSON, their text as text", async () => {
    const ofPath = async (filter: string): Promise<unknown> =>
      (await get(`/clients?select=id&order=id&${filter}`)).json();
    expect(await ofPath("profile->size=gt.9")).toEqual([{ id: 1 }]);
    expect(await ofPath("profile->>size=gt.9")).toEqual([]);
    expect(await ofPath("profile->>city=eq.Ely")).toEqual([{ id: 2 }]);
    expect(await ofPath('profile=cs.{"city":"Ely"}')).toEqual([{ id: 2 }]);
  });

  test("supabase-js builds filters that this server reads", async () => {
    const base = () => client.from("projects").select("id").order("id");
    const answers = [
      base().or("id.eq.1,name.eq.Beta"),
      base().match({ id: 2, name: "Beta" }),
      base().contains("tags", ["red"]),
      base().containedBy("tags", ["red"]),
      base().overlaps("tags", ["green"]),
      base().rangeGt("span", "[2026-01-15,2026-02-15)"),
      base().likeAnyOf("name", ["A%", "D%"]),
      base().not("id", "in", "(1,2)"),
      base().in("name", ["Gamma, Inc. (x)", "Beta"]),
      base().filter("name", "eq", "Delta"),
      base().textSearch("name", "alpha", { type: "websearch" }),
    ];
    const found = (await Promise.all(answers)).map(({ data, error }) =>
      error ? error : data.map(({ id }) => id),
    );
    expect(found).toEqual([
      [1, 2],
      [2],
      [1, 4],
      [3, 4],
      [2],
      [2],
      [1, 4],
      [3, 4],
      [2, 3],
      [4],
      [1],
    ]);
  });
});

describe("order and range", () => {
  test.each([
    ["order=id.desc", [4, 3, 2, 1]],
    ["order=budget", [4, 2, 1, 3]],
    ["order=budget.desc", [3, 1, 2, 4]],
    ["order=budget.desc.nullslast", [1, 2, 4, 3]],
    ["order=budget.nullsfirst,id", [3, 4, 2, 1]],
    ["order=is_active.desc.nullslast,id.desc", [4, 1, 2, 3]],
    ["order=tags->>0,id", [2, 1, 4, 3]],
    ["order=id&limit=2", [1, 2]],
    ["order=id&limit=2&offset=1", [2, 3]],
    ["order=id&limit=0", []],
    ["order=id&offset=3", [4]],
  ])("%s", async (query, expected) => {
    const { json } = await get(`/projects?select=id&${query}`);
    expect(json()).toEqual(expected.map((id) => ({ id })));
  });

  test("Content-Range, count and status of parts", async () => {
    const exact = { prefer: "count=exact" };
    const projects = (query: string, headers = {}) => get(`/projects?select=id&${query}`, headers);
    expect(await projects("order=id")).toMatchObject({ status: 200, range: "0-3/*" });
    expect(await projects("order=id", exact)).toMatchObject({ status: 200, range: "0-3/4" });
    expect(await projects("limit=2", exact)).toMatchObject({ status: 206, range: "0-1/4" });
    expect(await projects("id=eq.99", exact)).toMatchObject({ status: 200, range: "*/0" });
    expect(await projects("id=eq.99")).toMatchObject({ status: 200, range: "*/*" });
    expect(await projects("", { range: "1-2", "range-unit": "items", ...exact })).toMatchObject({
      status: 206,
      range: "1-2/4",
    });
    expect(await projects("offset=4", exact)).toMatchObject({ status: 206, range: "*/4" });
    const beyond = await projects("offset=9", exact);
    expect(beyond).toMatchObject({ status: 416, range: "*/4" });
    expect(beyond.json()).toEqual({
      code: "PGRST103",
      message: "Requested range not satisfiable",
      details: "An offset of 9 was requested, but there are only 4 rows.",
      hint: null,
    });
    expect((await projects("", { range: "5-2" })).status).toBe(416);
    expect((await projects("limit=-1")).status).toBe(416);
  });

  test("supabase-js counts with and without rows", async () => {
    const page = await client
      .from("projects")
      .select("id", { count: "exact" })
      .range(1, 2)
      .order("id");
    expect(page).toMatchObject({ count: 4, status: 206, data: [{ id: 2 }, { id: 3 }] });
    const head = await client
      .from("projects")
      .select("*", { count: "exact", head: true })
      .gt("id", 1);
    expect(head).toMatchObject({ count: 3, data: null, error: null });
    const planned = await client.from("projects").select("*", { count: "planned", head: true });
    expect(planned.count).toBe(4);
    const inner = await client
      .from("projects")
      .select("id, tasks!inner(id)", { count: "exact" })
      .eq("tasks.title", "plan");
    expect(inner).toMatchObject({ count: 1, data: [{ id: 1, tasks: [{ id: 1 }] }] });
  });

  test("single and maybeSingle", async () => {
    const byId = (id: number) => client.from("projects").select("id").eq("id", id);
    expect(await byId(1).single()).toMatchObject({ data: { id: 1 }, status: 200 });
    const none = await byId(99).single();
    expect(none).toMatchObject({
      status: 406,
      error: {
        code: "PGRST116",
        message: "Cannot coerce the result to a single JSON object",
        details: "The result contains 0 rows",
        hint: null,
      },
    });
    expect((await client.from("projects").select().single()).error?.details).toBe(
      "The result contains 4 rows",
    );
    expect(await byId(1).maybeSingle()).toMatchObject({ data: { id: 1 }, error: null });
    expect(await byId(99).maybeSingle()).toMatchObject({ data: null, error: null });
    expect((await client.from("projects").select().maybeSingle()).error?.code).toBe("PGRST116");
  });

  test("CSV, and nulls stripped", async () => {
    const csv = await client
      .from("projects")
      .select("id,name,notes")
      .lte("id", 3)
      .order("id")
      .csv();
    expect(csv.data).toBe(
      'id,name,notes\n1,Alpha,\n2,Beta,"say ""hi"", (twice)"\n3,"Gamma, Inc. (x)",100%',
    );
    const stripped = await client.from("projects").select("id,budget").eq("id", 3).stripNulls();
    expect(stripped.data).toEqual([{ id: 3 }]);
    const one = await client.from("projects").select("id,budget").eq("id", 3).single().stripNulls();
    expect(one.data).toEqual({ id: 3 });
  });

  test("no answer is longer than the most rows of a hosted project, embedded ones neither", async () => {
    const small = await startRestTestServer(TEST_SCHEMA, { maxRows: 2 });
    const { data, count } = await small
      .as(SERVICE)
      .from("projects")
      .select("id, people(id)", { count: "exact" })
      .order("id");
    expect(data).toEqual([
      { id: 1, people: [{ id: 1 }, { id: 2 }] },
      { id: 2, people: [{ id: 2 }] },
    ]);
    expect(count).toBe(4);
    await small.stop();
  });
});

describe("embedding", () => {
  const one = async (select: string, more: Record<string, string> = {}): Promise<unknown> => {
    const query = new URLSearchParams({ select, order: "id", ...more });
    return (await get(`/projects?${query}`)).json();
  };

  test("to-one is an object or null, to-many an array", async () => {
    expect(await one("id,client:clients!projects_client_id_fkey(name),tasks(id)")).toEqual([
      { id: 1, client: { name: "Acme" }, tasks: [{ id: 1 }, { id: 2 }] },
      { id: 2, client: { name: "Acme" }, tasks: [{ id: 3 }] },
      { id: 3, client: { name: "Globex" }, tasks: [{ id: 4 }] },
      { id: 4, client: null, tasks: [] },
    ]);
  });

  test.each([
    ["clients!projects_client_id_fkey(name)", { clients: { name: "Acme" } }],
    ["clients!client_id(name)", { clients: { name: "Acme" } }],
    ["clients!reviewer_id(name)", { clients: { name: "Globex" } }],
    ["client_id(name)", { client_id: { name: "Acme" } }],
    ["projects_client_id_fkey(name)", { projects_client_id_fkey: { name: "Acme" } }],
    [
      "by:reviewer_id(name,parent_id(name))",
      { by: { name: "Globex", parent_id: { name: "Acme" } } },
    ],
    ["people(name)", { people: [{ name: "Ann" }, { name: "Bob" }] }],
    ["people!project_people(name)", { people: [{ name: "Ann" }, { name: "Bob" }] }],
    [
      "project_people(role,people(name))",
      {
        project_people: [
          { role: "lead", people: { name: "Ann" } },
          { role: "member", people: { name: "Bob" } },
        ],
      },
    ],
    ["project_settings(colour)", { project_settings: { colour: "red" } }],
    ["tasks(count)", { tasks: [{ count: 2 }] }],
    ["...project_settings(colour)", { colour: "red" }],
    ["...clients!client_id(client:name,...parent_id(boss:name))", { client: "Acme", boss: null }],
    ["...tasks(title)", { title: ["plan", "build"] }],
    [
      "tasks(*,projects(name))",
      {
        tasks: [
          { id: 1, title: "plan", project_id: 1, due: "2026-01-05", projects: { name: "Alpha" } },
          { id: 2, title: "build", project_id: 1, due: "2026-01-03", projects: { name: "Alpha" } },
        ],
      },
    ],
  ])("%s", async (select, expected) => {
    expect(await one(select, { id: "eq.1" })).toEqual([expected]);
  });

  test("a table's reference to itself leads both ways", async () => {
    const { data } = await client
      .from("clients")
      .select("name, parent:parent_id(name), children:clients!parent_id(name)")
      .order("id");
    expect(data).toEqual([
      { name: "Acme", parent: null, children: [{ name: "Globex" }, { name: "Initech" }] },
      { name: "Globex", parent: { name: "Acme" }, children: [] },
      { name: "Initech", parent: { name: "Acme" }, children: [] },
    ]);
  });

  test("filters, order and limit of the embedded", async () => {
    expect(await one("id,tasks(id)", { "tasks.due": "gte.2026-01-04" })).toEqual([
      { id: 1, tasks: [{ id: 1 }] },
      { id: 2, tasks: [] },
      { id: 3, tasks: [{ id: 4 }] },
      { id: 4, tasks: [] },
    ]);
    expect(await one("t:tasks(id)", { id: "eq.1", "t.order": "due.asc", "t.limit": "1" })).toEqual([
      { t: [{ id: 2 }] },
    ]);
    expect(await one("tasks(id)", { id: "eq.1", "tasks.or": "(title.eq.plan,id.eq.9)" })).toEqual([
      { tasks: [{ id: 1 }] },
    ]);
    const nested = await client
      .from("clients")
      .select("id, projects!projects_client_id_fkey(id, tasks(id))")
      .eq("projects.tasks.title", "build")
      .order("id", { referencedTable: "projects", ascending: false })
      .limit(1, { referencedTable: "projects.tasks" })
      .eq("id", 1);
    expect(nested.data).toEqual([
      {
        id: 1,
        projects: [
          { id: 2, tasks: [] },
          { id: 1, tasks: [{ id: 2 }] },
        ],
      },
    ]);
  });

  test("inner joins and null filters narrow the parent", async () => {
    const idsOf = (rows: unknown): unknown =>
      Array.isArray(rows) ? rows.map((row: { id: number }) => row.id) : rows;
    expect(idsOf(await one("id,tasks!inner(id)"))).toEqual([1, 2, 3]);
    expect(idsOf(await one("id,tasks!inner()"))).toEqual([1, 2, 3]);
    expect(idsOf(await one("id,client_id!inner(id)", { "client_id.name": "eq.Acme" }))).toEqual([
      1, 2,
    ]);
    expect(idsOf(await one("id,people!inner(id)", { "people.name": "eq.Bob" }))).toEqual([1, 2]);
    expect(idsOf(await one("id,tasks(id)", { tasks: "is.null" }))).toEqual([4]);
    expect(idsOf(await one("id,tasks()", { tasks: "not.is.null" }))).toEqual([1, 2, 3]);
    expect(idsOf(await one("id,s:project_settings()", { or: "(s.not.is.null,id.eq.4)" }))).toEqual([
      1, 2, 4,
    ]);
    expect(idsOf(await one("id,s:project_settings(colour)", { s: "is.null" }))).toEqual([3, 4]);
    const counted = await get("/projects?select=id,tasks()&tasks=is.null", {
      prefer: "count=exact",
    });
    expect(counted.range).toBe("0-0/1");
  });

  test("a to-one relation's column orders its parent", async () => {
    const { json } = await get(
      "/projects?select=id,s:project_settings(colour)&order=s(colour).desc.nullslast,id",
    );
    expect(json()).toEqual([
      { id: 1, s: { colour: "red" } },
      { id: 2, s: { colour: "green" } },
      { id: 3, s: null },
      { id: 4, s: null },
    ]);
    expect((await get("/projects?select=id,tasks(id)&order=tasks(id)")).json()).toMatchObject({
      code: "PGRST118",
    });
  });

  test("views have the relationships of the tables below them, views of views too", async () => {
    const { data, error } = await client
      .from("active_projects")
      .select("title, clients(name), tasks(id)")
      .order("id");
    expect(error).toBeNull();
    expect(data).toEqual([
      { title: "Alpha", clients: { name: "Acme" }, tasks: [{ id: 1 }, { id: 2 }] },
      { title: "Delta", clients: null, tasks: [] },
    ]);
    const above = await client.from("named_active_projects").select("title, who:customer(name)");
    expect(above.data).toContainEqual({ title: "Alpha", who: { name: "Acme" } });
  });

  test("what cannot be embedded is refused by PostgREST's codes", async () => {
    const ambiguous = await get("/projects?select=id,clients(id)");
    expect(ambiguous.status).toBe(300);
    expect(ambiguous.json()).toEqual({
      code: "PGRST201",
      message:
        "Could not embed because more than one relationship was found for 'projects' and 'clients'",
      details: [
        {
          cardinality: "many-to-one",
          embedding: "projects with clients",
          relationship: "projects_client_id_fkey using projects(client_id) and clients(id)",
        },
        {
          cardinality: "many-to-one",
          embedding: "projects with clients",
          relationship: "projects_reviewer_id_fkey using projects(reviewer_id) and clients(id)",
        },
      ],
      hint: "Try changing 'clients' to one of the following: 'clients!projects_client_id_fkey', 'clients!projects_reviewer_id_fkey'. Find the desired relationship in the 'details' key.",
    });
    const missing = await get("/projects?select=id,documents(id)");
    expect(missing.status).toBe(400);
    expect(missing.json()).toMatchObject({
      code: "PGRST200",
      message:
        "Could not find a relationship between 'projects' and 'documents' in the schema cache",
    });
    expect((await get("/projects?select=id&tasks.id=eq.1")).json()).toMatchObject({
      code: "PGRST108",
      message: "'tasks' is not an embedded resource in this request",
    });
    expect((await get("/projects?select=id,tasks(id)&tasks=eq.1")).json()).toMatchObject({
      code: "PGRST120",
    });
  });
});

describe("aggregates", () => {
  test("are refused as on hosted Supabase, unless allowed", async () => {
    expect((await get("/projects?select=budget.sum()")).json()).toMatchObject({ code: "PGRST123" });
    expect((await get("/projects?select=count()")).status).toBe(400);
  });

  test("group by what is not aggregated", async () => {
    const open = await startRestTestServer(TEST_SCHEMA, { aggregates: true });
    const { data } = await open
      .as(SERVICE)
      .from("projects")
      .select("client_id, count(), budget.sum()::text, most:budget.max()")
      .order("client_id");
    expect(data).toEqual([
      { client_id: 1, count: 2, sum: "150.5", most: 100 },
      { client_id: 2, count: 1, sum: null, most: null },
      { client_id: null, count: 1, sum: "0", most: 0 },
    ]);
    await open.stop();
  });
});

describe("form of answers", () => {
  test("content types, profiles, and what is not there", async () => {
    expect((await get("/projects?select=id")).type).toBe("application/json; charset=utf-8");
    const single = await get("/projects?id=eq.1", { accept: "application/vnd.pgrst.object+json" });
    expect(single.type).toBe("application/vnd.pgrst.object+json; charset=utf-8");
    const profile = await server.request("/projects?select=id", {
      headers: { "accept-profile": "public" },
    });
    expect(profile.headers.get("content-profile")).toBe("public");
    const wrong = await server.as(SERVICE).schema("auth").from("users").select();
    expect(wrong).toMatchObject({ status: 406, error: { code: "PGRST106" } });
    expect(await get("/projects", { accept: "image/png" })).toMatchObject({ status: 406 });
    expect((await get("/nothing_here")).json()).toEqual({
      code: "PGRST205",
      message: "Could not find the table 'public.nothing_here' in the schema cache",
      details: null,
      hint: null,
    });
    expect((await get("/projects?select=nope")).json()).toMatchObject({
      code: "42703",
      message: "column projects.nope does not exist",
    });
    expect((await get("/a/b/c")).json()).toMatchObject({ code: "PGRST125" });
  });

  test.each([
    ["GET", "/", {}],
    ["PUT", "/projects?id=eq.1", {}],
    ["GET", "/projects", { accept: "application/vnd.pgrst.plan+text" }],
    ["GET", "/projects", { accept: "application/geo+json" }],
    ["POST", "/projects", { "content-type": "text/csv" }],
    ["PATCH", "/projects?id=eq.1&limit=1", { "content-type": "application/json" }],
  ])("%s %s %j is not supported, and says so", async (method, path, headers) => {
    const response = await server.request(path, {
      method,
      headers,
      ...(method === "GET" ? {} : { body: "{}" }),
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      code: "PGRST127",
      details: expect.stringMatching(/^The sandbox does not support /),
    });
  });

  test("strict handling refuses unknown preferences, otherwise they are ignored", async () => {
    expect((await get("/projects?select=id", { prefer: "odd=1" })).status).toBe(200);
    expect((await get("/projects", { prefer: "handling=strict, odd=1" })).json()).toMatchObject({
      code: "PGRST122",
      details: "Invalid preferences: odd=1",
    });
    const zoned = await server.request("/projects?select=started_at&id=eq.1", {
      headers: { prefer: "timezone=America/Chicago, count=exact" },
    });
    expect(zoned.headers.get("preference-applied")).toBe("count=exact, timezone=America/Chicago");
    expect(await zoned.json()).toEqual([{ started_at: "2026-01-01T21:04:05.123456-06:00" }]);
  });
});

describe("who may read", () => {
  test("a role without the right is refused: 401 for anon, 403 for one signed in", async () => {
    const body = { code: "42501", message: "permission denied for table secrets" };
    const anonymous = await server.request("/secrets", {}, ANONYMOUS);
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get("www-authenticate")).toBe("Bearer");
    expect(await anonymous.json()).toMatchObject(body);
    const member = { role: "authenticated", claims: { sub: "x" } } as const;
    const refused = await server.request("/secrets", {}, member);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject(body);
  });
});
