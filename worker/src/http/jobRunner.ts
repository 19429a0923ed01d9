import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";

/** Has an organisation's jobs go on. */
export async function pokeJobRunner(env: Env, organizationId: string): Promise<void> {
  await env.JOB_RUNNER.get(env.JOB_RUNNER.idFromName(organizationId)).poke(organizationId);
}

/** The same wherever something is due, whatever was not poked or has died. */
export async function pokeJobRunners(env: Env): Promise<void> {
  const due = dataOf(await serviceDatabase(env).rpc("organizations_with_jobs"));
  await Promise.all(
    z
      .array(z.uuid())
      .parse(due)
      .map((id) => pokeJobRunner(env, id)),
  );
}
