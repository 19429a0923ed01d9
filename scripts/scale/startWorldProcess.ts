import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";

const runningSchema = z.object({
  stack: z.object({
    supabase: z.object({ url: z.string(), serviceKey: z.string(), databaseUrl: z.string() }),
    mailbox: z.string(),
  }),
  env: z.record(z.string(), z.string()),
});

/** A world (sandbox/src/world) that runs in a process of its own. */
export interface WorldProcess extends z.infer<typeof runningSchema> {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a world in a process of its own. Throws when it does not come up; its own words are on stderr then. */
export async function startWorldProcess(options: {
  dataDir: string;
  appOrigin: string;
  root: string;
}): Promise<WorldProcess> {
  // In a group of its own: Ctrl-C must reach the world through us, when its users have ended.
  const child = fork(join(import.meta.dirname, "worldProcess.ts"), [], {
    detached: process.platform !== "win32",
  });
  const exited = once(child, "exit");
  child.send(options);
  const first: unknown = await Promise.race([
    once(child, "message").then(([message]: unknown[]) => message),
    exited.then(([code]: unknown[]) => {
      throw new Error(`The world did not start (code ${String(code)}).`);
    }),
  ]);
  return {
    ...runningSchema.parse(first),
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
