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

describe("results", () => {
  test.each([
    ["a scalar", "add", { a: 1, b: 2 }, 3],
    ["a default argument", "add", { a: 1 }, 11],
    ["null", "null_number", {}, null],
    ["a set of scalars", "numbers", { upto: 3 }, [1, 2, 3]],
    ["an empty set", "numbers", { upto: 0 }, []],
    ["several values", "pair", {}, { a: 1, b: "x" }],
    ["a table of one column", "single_column", {}, [{ n: 1 }, { n: 2 }]],
    ["an array", "echo_array", { items: ["a", 'b "c", {d}'] }, ["a", 'b "c", {d}']],
    ["a variadic argument", "total", { items: [1, 2, 3] }, 6],
    ["a single unnamed JSON argument", "keys_of", { x: 1, y: 2, z: 3 }, 3],
    ["an overload by names", "overloaded", { a: 1, b: 2 }, "both"],
  ])("%s", async (_name, fn, args, expected) => {
    const { data, error, status } = await client.rpc(fn, args);
    expect({ data, error, status }).toEqual({ data: expected, error: null, status: 200 });
  });

  test("void answers 204", async () => {
    expect(await client.rpc("do_nothing")).toMatchObject({ status: 204, data: null, error: null });
  });

  test("a set of a table's rows can be selected, filtered, ordered, counted and embedded in", async () => {
    const { data, count } = await client
      .rpc("projects_of", { client: 1 }, { count: "exact" })
      .select("name, full_name, tasks(title), client:client_id(name)")
      .gt("id", 0)
      .order("id", { ascending: false })
      .limit(1);
    expect({ data, count }).toEqual({
      count: 2,
      data: [
        {
          name: "Beta",
          full_name: "Beta (2)",
          tasks: [{ title: "test" }],
          client: { name: "Acme" },
        },
      ],
    });
    const table = await client
      .rpc("listing", { lowest: 2 })
      .select("square")
      .gte("n", 3)
      .order("n");
    expect(table.data).toEqual([{ square: 9 }, { square: 16 }]);
    const one = await client.rpc("one_project", { wanted: 2 }).select("id, name");
    expect(one.data).toEqual({ id: 2, name: "Beta" });
    const single = await client.rpc("projects_of", { client: 2 }).select("id").single();
    expect(single.data).toEqual({ id: 3 });
    const csv = await client.rpc("listing", { lowest: 1 }).csv();
    expect(csv.data).toBe("n,square\n1,1\n2,4\n3,9");
  });

  test("GET and HEAD read, with arguments from the query", async () => {
    expect((await client.rpc("add", { a: 5 }, { get: true })).data).toBe(15);
    expect((await client.rpc("echo_array", { items: ["a", "b"] }, { get: true })).data).toEqual([
      "a",
      "b",
    ]);
    const head = await client.rpc("numbers", { upto: 4 }, { head: true, count: "exact" });
    expect(head).toMatchObject({ count: 4, data: null });
    const several = await server.request("/rpc/total?items=1&items=2&items=39");
    expect(await several.json()).toBe(42);
    const filtered = await server.request("/rpc/listing?lowest=1&n=gt.1&select=n&order=n.desc");
    expect(await filtered.json()).toEqual([{ n: 3 }, { n: 2 }]);
  });

  test("plain text and bytes for a single unnamed argument", async () => {
    const response = await server.request("/rpc/shout", {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "hello 'world'",
    });
    expect(await response.json()).toBe("HELLO 'WORLD'");
  });

  test("a function knows who asks, and how", async () => {
    const claims = {
      sub: "11111111-1111-4111-8111-111111111111",
      role: "authenticated",
      x: "y'\"",
    };
    const { data } = await server.as({ role: "authenticated", claims }).rpc("whoami");
    expect(data).toMatchObject({
      user: "authenticated",
      uid: claims.sub,
      claims,
      method: "POST",
      path: "/rpc/whoami",
      timeout: "8s",
    });
    expect((await server.as(ANONYMOUS).rpc("whoami")).data).toMatchObject({ timeout: "3s" });
  });

  test("the database may set status and headers", async () => {
    const response = await server.request("/rpc/custom_response", { method: "POST" });
    expect(response.status).toBe(418);
    expect(response.headers.get("x-tea")).toBe("green");
    expect(await response.json()).toEqual({ tea: true });
  });
});

describe("refusals", () => {
  test("no function with the name, or with these arguments", async () => {
    expect(await client.rpc("nothing_here", { a: 1, b: 2 })).toMatchObject({
      status: 404,
      error: {
        code: "PGRST202",
        message: "Could not find the function public.nothing_here(a, b) in the schema cache",
        hint: null,
      },
    });
    expect(await client.rpc("add", { c: 1 })).toMatchObject({
      status: 404,
      error: { code: "PGRST202" },
    });
    expect(await client.rpc("add")).toMatchObject({
      error: {
        message: "Could not find the function public.add without parameters in the schema cache",
      },
    });
  });

  test("overloads that both fit", async () => {
    const { status, error } = await client.rpc("overloaded", { a: 1 });
    expect({ status, code: error?.code }).toEqual({ status: 300, code: "PGRST203" });
  });

  test.each([
    ["P0001", 400],
    ["PT402", 402],
    ["PT404", 404],
    ["PT999", 500],
    ["23505", 409],
    ["42501", 403],
    ["22023", 400],
    ["28000", 403],
    ["40001", 500],
    ["53000", 503],
    ["P0002", 500],
    ["SP001", 400],
  ])("a raised %s answers %i with all its words", async (code, status) => {
    const answer = await client.rpc("fail", { state: code, words: "the message" });
    expect({ status: answer.status, ...JSON.parse(JSON.stringify(answer.error)) }).toMatchObject({
      status,
      code,
      message: "the message",
      details: "the detail",
      hint: "the hint",
    });
  });

  test("a raised PGRST is a whole response", async () => {
    await server.admin(`create function public.teapot() returns void language plpgsql as $$
      begin
        raise sqlstate 'PGRST' using
          message = '{"code":"TEA","message":"I am a teapot","details":"d","hint":"h"}',
          detail = '{"status":418,"headers":{"x-pot":"yes"}}';
      end $$; grant execute on function public.teapot to service_role; notify pgrst`);
    const response = await server.request("/rpc/teapot", { method: "POST" });
    expect(response.status).toBe(418);
    expect(response.headers.get("x-pot")).toBe("yes");
    expect(await response.json()).toEqual({
      code: "TEA",
      message: "I am a teapot",
      details: "d",
      hint: "h",
    });
  });

  test("a function that writes is refused by GET and leaves nothing", async () => {
    await server.admin(`create function public.rename(new_name text) returns void language sql as
      $$ update projects set name = new_name where id = 1 $$; grant execute on function public.rename to service_role`);
    const { status, error } = await client.rpc("rename", { new_name: "x" }, { get: true });
    expect({ status, code: error?.code }).toEqual({ status: 405, code: "25006" });
    expect((await client.rpc("rename", { new_name: "Renamed" })).status).toBe(204);
    expect((await client.from("projects").select("name").eq("id", 1).single()).data).toEqual({
      name: "Renamed",
    });
  });

  test("an anonymous caller may call what it is granted alone", async () => {
    await server.admin("revoke execute on function public.add from anon, public");
    const { status, error } = await server.as(ANONYMOUS).rpc("add", { a: 1 });
    expect({ status, code: error?.code }).toEqual({ status: 401, code: "42501" });
  });

  test("methods other than GET, HEAD and POST", async () => {
    const response = await server.request("/rpc/add", { method: "PATCH", body: "{}" });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ code: "PGRST101" });
  });

  test("a function's own time counts for its call", async () => {
    const { status, error } = await client.rpc("hurried");
    expect({ status, code: error?.code }).toEqual({ status: 500, code: "57014" });
  });

  test("a statement that runs too long is stopped", async () => {
    await server.admin("alter role anon set statement_timeout to '100ms'; notify pgrst");
    const { status, error } = await server.as(ANONYMOUS).rpc("slow");
    expect({ status, code: error?.code }).toEqual({ status: 500, code: "57014" });
  });
});
