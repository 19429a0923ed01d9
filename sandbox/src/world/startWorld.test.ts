import { cp, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startWorld, type RunningWorld } from "./startWorld.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const appOrigin = "http://localhost:8787";

let folder: string;
const worlds: RunningWorld[] = [];
const servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "salespulse-world-"));
});
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(from = root): Promise<RunningWorld> {
  const world = await startWorld({ root: from, dataDir: join(folder, "data"), appOrigin });
  worlds.push(world);
  return world;
}

function service({ stack: { supabase } }: RunningWorld) {
  return createClient(supabase.url, supabase.serviceKey, { auth: { persistSession: false } });
}

it("keeps its data, keys and ports from one start to the next", async () => {
  const first = await start();
  const user = { email: "ada@harbor.example", password: "a long enough one" };
  const created = await service(first).auth.admin.createUser(user);
  expect(created.error).toBeNull();
  const { stack, env } = first;
  await first.stop();

  const second = await start();
  expect(second.stack).toEqual(stack);
  expect(second.env).toEqual(env);
  const found = await service(second).from("profiles").select("email");
  expect(found.data).toEqual([{ email: user.email }]);
  expect((await stat(join(folder, "data", "secrets.json"))).mode & 0o777).toBe(0o600);
});

it("moves a part whose port somebody else has taken meanwhile", async () => {
  const first = await start();
  await first.stop();
  const taken = Number(new URL(first.stack.mailgun).port);
  const server = createServer();
  servers.push(server);
  await once(server.listen({ port: taken, host: "127.0.0.1" }), "listening");

  const second = await start();
  expect(second.stack.mailgun).not.toBe(first.stack.mailgun);
  expect(second.env["MAILGUN_BASE_URL"]).toBe(second.stack.mailgun);
  expect(second.stack.supabase.url).toBe(first.stack.supabase.url);
  expect((await fetch(`${second.stack.mailbox}/messages`)).status).toBe(200);
});

it("leaves nothing running when a part fails, and starts once the cause is mended", async () => {
  const draft = join(folder, "draft");
  await mkdir(join(draft, "supabase", "migrations"), { recursive: true });
  await cp(join(root, "data", "mail"), join(draft, "data", "mail"), { recursive: true });
  const migration = join(draft, "supabase", "migrations", "20260101000000_first.sql");
  await writeFile(migration, "create tabel x ();");
  await expect(start(draft)).rejects.toThrow("20260101000000_first.sql");
  await writeFile(migration, "create table x ();");
  const world = await start(draft);
  expect((await fetch(`${world.stack.mailbox}/messages`)).status).toBe(200);
});
