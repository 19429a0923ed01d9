import { DurableObject } from "cloudflare:workers";
import { timestamp } from "#shared/text";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone, parseRows } from "../clients/supabase/rows.ts";
import { type Bindings, type Env, type MailOutboxRpc, readEnv } from "../env.ts";
import { listener } from "../http/liveLine.ts";
import { drainOutbox } from "./drainOutbox.ts";

/** How far our clock and the database's may differ (ms). */
const CLOCKS_DIFFER_MS = 5_000;

/**
 * The one object that drains the service's outbox: at once when poked, by alarm when the next try is
 * due. The rows and their state are in Postgres; losing this object loses nothing.
 */
export class MailOutbox extends DurableObject<Bindings> implements MailOutboxRpc {
  #draining: Promise<void> | undefined;
  #pokedMeanwhile = false;

  /** Sends what is due, and sets the alarm for what is due later. */
  async poke(): Promise<void> {
    if (this.#draining !== undefined) {
      this.#pokedMeanwhile = true;
      return this.#draining;
    }
    this.#draining = this.#drain().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  /** Writes the intent of a reset mail where the address has an account, and sends it. */
  async requestPasswordReset(email: string): Promise<void> {
    const db = serviceDatabase(readEnv(this.env));
    assertDone(await db.rpc("request_password_reset", { address: email }));
    await this.poke();
  }

  override async alarm(): Promise<void> {
    await this.poke();
  }

  async #drain(): Promise<void> {
    const env = readEnv(this.env);
    // Without Mailgun the mails wait; the schedule looks again each minute.
    if (env.MAILGUN_API_KEY === undefined || env.MAILGUN_DOMAIN === undefined) return;
    do {
      this.#pokedMeanwhile = false;
      const beganMs = Date.now();
      const handled = await drainOutbox(env);
      await this.#wakeForNext(env);
      // Screens hear how it went; one that does not, hears it with the next minute.
      if (handled > 0)
        this.ctx.waitUntil(
          listener(env)
            .pokeTold(new Date(beganMs - CLOCKS_DIFFER_MS).toISOString())
            .catch((error: unknown) => console.error("After the mails:", error)),
        );
    } while (this.#pokedMeanwhile);
  }

  async #wakeForNext(env: Env): Promise<void> {
    const waiting = await serviceDatabase(env)
      .from("mail_outbox")
      .select("next_attempt_at")
      .in("status", ["due", "sending", "unknown"])
      .order("next_attempt_at")
      .limit(1);
    const [next] = parseRows(waiting, z.object({ next_attempt_at: timestamp }));
    if (next !== undefined) await this.ctx.storage.setAlarm(Date.parse(next.next_attempt_at));
  }
}
