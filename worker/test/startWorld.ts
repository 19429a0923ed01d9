import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startWorld } from "#sandbox/world/startWorld";

/** Where the Worker's tests say the product is served. */
const APP_ORIGIN = "http://localhost:8787";

/** One world for all of the Worker's tests: real Postgres, the Supabase API before it, Mailgun. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "salespulse-worker-"));
  const world = await startWorld({
    dataDir,
    appOrigin: APP_ORIGIN,
    root: join(import.meta.dirname, "../.."),
  });
  // The test runner's modules give `pg` no socket; scripts/scale/liveLine.test.ts hears NOTIFY under bare workerd.
  const { LISTEN_DATABASE_URL: _, ...env } = world.env;
  project.provide("worldEnv", env);
  project.provide("mailbox", world.stack.mailbox);
  project.provide("mailgun", world.stack.mailgun);
  return async () => {
    await world.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
