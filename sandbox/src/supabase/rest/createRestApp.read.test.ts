import { afterAll, beforeAll, expect, test } from "vitest";
import { TEST_SCHEMA } from "./restTestSchema.ts";
import { SERVICE, startRestTestServer, type RestTestServer } from "./restTestServer.ts";

let server: RestTestServer;
beforeAll(async () => {
  server = await startRestTestServer(TEST_SCHEMA);
});
afterAll(async () => server?.stop());

test("embeds to-one and to-many along foreign keys", async () => {
  const { data, error } = await server
    .as(SERVICE)
    .from("projects")
    .select("name, client:clients!projects_client_id_fkey(name), tasks(title)")
    .eq("id", 1);
  expect(error).toBeNull();
  expect(data).toEqual([
    { name: "Alpha", client: { name: "Acme" }, tasks: [{ title: "plan" }, { title: "build" }] },
  ]);
});
