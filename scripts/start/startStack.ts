import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readDemo } from "#sandbox/demo/readDemo";
import { seedDemoAccounts } from "#sandbox/demo/seedDemoAccounts";
import { seedDemoApp } from "#sandbox/demo/seedDemoApp";
import { startWorld } from "#sandbox/world/startWorld";
import { assertPortFree } from "./assertPortFree.ts";
import { buildApp } from "./buildApp.ts";
import type { Endings } from "./Endings.ts";
import { fireSchedule } from "./fireSchedule.ts";
import { emptyDataDir, lockDataDir } from "./lockDataDir.ts";
import { openLogFile } from "./openLogFile.ts";
import { readHostedStripe } from "./readHostedStripe.ts";
import { readHostedSupabase } from "./readHostedSupabase.ts";
import type { StartFlags } from "./parseStartFlags.ts";
import { refuseOtherPrices } from "./refuseOtherPrices.ts";
import { runStep } from "./runStep.ts";
import type { Stack } from "./stackSchema.ts";
import { startWorker, workerMarker, workerRecordFile } from "./startWorker.ts";
import { stopLeftoverGroup } from "./stopLeftoverGroup.ts";
import { stopLeftoverPostgres } from "./stopLeftoverPostgres.ts";
import { removeStack, writeStack } from "./writeStack.ts";

export interface StackOptions {
  /** The checkout. */
  root: string;
  flags: StartFlags;
  /** Aborts the start. */
  signal: AbortSignal;
  /** Takes how to end each part, as soon as it runs. */
  endings: Endings;
  tell: (line: string) => void;
}

export interface RunningStack {
  readonly stack: Stack;
  /** Settles with the reason when a part has ended for good by itself. */
  readonly broken: Promise<string>;
}

/**
 * Starts the whole product on this machine and writes stack.json once all of it answers.
 * What was started when it throws is in `endings`, for the caller to end.
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { root, flags, signal, endings, tell } = options;
  const { dataDir, port } = flags;
  const app = `http://localhost:${port}`;
  const hosted = readHostedSupabase(process.env);
  const stripe = readHostedStripe(process.env);
  await prepareDataDir(options);
  const worldLog = await openLogFile(dataDir, "world");
  endings.add(() => worldLog.close());
  const workerLog = await openLogFile(dataDir, "worker");
  endings.add(() => workerLog.close());

  const parts = [
    ...(hosted === undefined ? ["Postgres", "Supabase"] : []),
    "Mailgun",
    ...(stripe === undefined ? ["Stripe"] : []),
  ];
  const starting = runStep(parts.join(", "), async () => {
    const world = await startWorld({
      root,
      dataDir,
      appOrigin: app,
      supabase: hosted,
      stripe,
      log: (line) => worldLog.write(line),
    });
    endings.add(() => world.stop());
    return world;
  });
  const building = runStep("App bundles", async (note) => {
    if (!(await buildApp(root, signal))) note("up to date");
  });
  const [world] = await both(starting, building);
  signal.throwIfAborted();
  await runStep("Prices at Stripe", () => refuseOtherPrices(world.env));

  const demo = await readDemo(root);
  const seededMark = join(dataDir, "demo.json");
  // Accounts with a published password have no place in a project that is not this world's own.
  const seeded = hosted !== undefined || existsSync(seededMark);
  const seedingAccounts = seeded
    ? Promise.resolve()
    : runStep("Demo organisation", () => seedDemoAccounts(world.stack.supabase, demo));
  const startingWorker = runStep("Worker", async () => {
    const worker = await startWorker({
      root,
      dataDir,
      port,
      variables: world.env,
      signal,
      tell,
      log: (line) => workerLog.write(line),
    });
    endings.add(() => worker.stop());
    return worker;
  });
  const [worker] = await both(startingWorker, seedingAccounts);
  signal.throwIfAborted();
  if (!seeded) {
    await runStep("Demo leads and playbook", () => seedDemoApp(root, app, demo));
    await writeFile(seededMark, JSON.stringify({ seededAt: new Date().toISOString() }));
  }

  endings.add(fireSchedule(app, (line) => workerLog.write(line)));
  const accounts =
    hosted === undefined
      ? demo.accounts.map(({ email, role }) => ({ email, password: demo.password, role }))
      : [];
  const stack = { app, ...world.stack, accounts } satisfies Stack;
  await writeStack(dataDir, stack);
  endings.add(() => removeStack(dataDir));
  return { stack, broken: Promise.race([world.broken, worker.gaveUp]) };
}

/** Locks the data directory, clears what a killed run left running, and checks the port that is then free. */
async function prepareDataDir({ root, flags, endings, tell }: StackOptions): Promise<void> {
  const { dataDir, port, fresh } = flags;
  const lock = await lockDataDir(dataDir, { port }, tell);
  endings.add(() => lock.release());
  endings.onBegin(() => lock.markStopping());
  if (await stopLeftoverGroup(workerRecordFile(dataDir), workerMarker(root))) {
    tell("Ended the Worker that a killed run had left.");
  }
  await removeStack(dataDir);
  await assertPortFree(port);
  if (fresh) {
    await stopLeftoverPostgres(dataDir, tell);
    await emptyDataDir(dataDir);
  }
}

/** Waits until both have settled, so that nothing goes on unseen; throws the first failure. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}
