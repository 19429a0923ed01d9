import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readDemo, type Demo } from "#sandbox/demo/readDemo";
import { seedDemoAccounts } from "#sandbox/demo/seedDemoAccounts";
import { startWorld, type RunningWorld } from "#sandbox/world/startWorld";
import { findSupabase } from "./findSupabase.ts";
import { addOperator, listOperators, removeOperator } from "./operators.ts";

const root = join(import.meta.dirname, "..", "..");
const app = "http://localhost:8787";

let folder: string;
let world: RunningWorld;
let demo: Demo;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "salespulse-operator-"));
  world = await startWorld({ root, dataDir: join(folder, "world"), appOrigin: app });
  demo = await readDemo(root);
  await seedDemoAccounts(world.stack.supabase, demo);
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

it("operators are added and removed by address, each once", async () => {
  const access = world.stack.supabase;
  const { email } = demo.accounts[0];
  expect(await addOperator(access, email.toUpperCase())).toBe(true);
  expect(await addOperator(access, email)).toBe(false);
  expect(await listOperators(access)).toEqual([{ email, since: expect.any(String) }]);
  expect(await removeOperator(access, email)).toBe(true);
  expect(await removeOperator(access, email)).toBe(false);
  expect(await listOperators(access)).toEqual([]);
});

it("an address without a user is named", async () => {
  const adding = addOperator(world.stack.supabase, "nobody@harborlight.example");
  await expect(adding).rejects.toThrow("no user with the address nobody@harborlight.example");
});

it("a wrong key is refused in Supabase's words", async () => {
  const access = { url: world.stack.supabase.url, serviceKey: world.stack.supabase.anonKey };
  await expect(listOperators(access)).rejects.toThrow("Supabase answered");
});

it("the Supabase is the environment's, or else the local world's", async () => {
  const dataDir = join(folder, "data");
  await mkdir(dataDir);
  const hosted = { SUPABASE_URL: "https://x.supabase.example", SUPABASE_SERVICE_ROLE_KEY: "k" };
  expect(await findSupabase(hosted, dataDir)).toEqual({
    url: hosted.SUPABASE_URL,
    serviceKey: "k",
  });
  await expect(findSupabase({ SUPABASE_URL: "https://x.example" }, dataDir)).rejects.toThrow(
    "SUPABASE_SERVICE_ROLE_KEY is not set",
  );
  await expect(findSupabase({}, dataDir)).rejects.toThrow(dataDir);
  await writeFile(
    join(dataDir, "stack.json"),
    JSON.stringify({ app, ...world.stack, accounts: [] }),
  );
  expect(await findSupabase({}, dataDir)).toMatchObject(world.stack.supabase);
});
