import { DurableObject } from "cloudflare:workers";
import { z } from "zod";
import { type Bindings, type JobRunnerRpc, readEnv } from "../env.ts";
import { pokeHub } from "../http/liveLine.ts";
import { chooseJob } from "./chooseJob.ts";
import { failStep } from "./failStep.ts";
import { listWork } from "./listWork.ts";
import { purgeExport } from "./purgeExport.ts";
import { runStep } from "./runStep.ts";

/** How long it works before it lets itself be called again (ms): far less than an alarm may take. */
const SHIFT_MS = 20_000;
/** How often screens are told while it works (ms); that they are not told more, the database sees to. */
const TELL_EVERY_MS = 1_000;

/**
 * Does the jobs of one organisation, step by step: at once when poked, by alarm while there is work. What has been
 * done stands in Postgres and Storage; losing this object loses nothing.
 */
export class JobRunner extends DurableObject<Bindings> implements JobRunnerRpc {
  async poke(organizationId: string): Promise<void> {
    await this.ctx.storage.put("organizationId", organizationId);
    await this.ctx.storage.setAlarm(Date.now());
  }

  /** Never throws: what fails is tried again by its own clock, or by the schedule. */
  override async alarm(): Promise<void> {
    const id = z.uuid().parse(await this.ctx.storage.get("organizationId"));
    try {
      const nextMs = await this.#work(id);
      if (nextMs !== null) await this.ctx.storage.setAlarm(nextMs);
    } catch (error) {
      console.error(`Jobs of ${id}:`, error);
    }
  }

  /** Works for a while; answers when to go on, or null where nothing is left. */
  async #work(organizationId: string): Promise<number | null> {
    const env = readEnv(this.env);
    const endsMs = Date.now() + SHIFT_MS;
    let toldMs = Date.now();
    for (;;) {
      const turn = chooseJob(await listWork(env, organizationId), Date.now());
      if (turn.kind === "step") {
        try {
          await runStep(env, organizationId, turn.job);
        } catch (error) {
          console.error(`Job ${turn.job.id} (${turn.job.kind}):`, error);
          await failStep(env, turn.job, error, Date.now());
        }
      } else if (turn.kind === "purge") {
        await purgeExport(env, organizationId, turn.job.id);
      } else {
        await pokeHub(env, organizationId);
        return turn.kind === "wait" ? turn.untilMs : null;
      }
      if (Date.now() - toldMs >= TELL_EVERY_MS) {
        toldMs = Date.now();
        await pokeHub(env, organizationId);
      }
      if (Date.now() >= endsMs) return Date.now();
    }
  }
}
