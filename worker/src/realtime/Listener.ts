import { DurableObject } from "cloudflare:workers";
import { z } from "zod";
import { listen, type Listening } from "../clients/postgres/listen.ts";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { dataOf } from "../clients/supabase/rows.ts";
import { type Bindings, type ListenerRpc, readEnv } from "../env.ts";
import { pokeHub } from "../http/liveLine.ts";

/** How often the connection is looked after while somebody's line is open (ms): an idle object would be put away. */
const LOOK_EVERY_MS = 20_000;
/** How far the schedule looks back: a minute, and what a slow one may add. */
const SWEEP_BACK_MS = 150_000;
const KEEP_EVENTS = "24 hours";
const PRUNE_AT_ONCE = 5_000;
/** How often at most in a minute: more than a busy service writes in one. */
const PRUNE_TURNS = 10;
/** How many hubs are poked at the same time. */
const POKES_AT_ONCE = 20;

/** The organisation in a notification's payload; empty for the whole service. */
const payloadSchema = z.union([z.literal(""), z.uuid()]);

/**
 * The one object that hears Postgres for the service and pokes the hubs of those organisations that have a line open.
 * What it does not hear, the table keeps: hubs read it at the next poke, and the schedule pokes each minute.
 */
export class Listener extends DurableObject<Bindings> implements ListenerRpc {
  #listening: Listening | undefined;
  #connecting: Promise<void> | undefined;

  async register(organizationId: string): Promise<void> {
    await this.ctx.storage.put(PREFIX + organizationId, true);
    await this.#lookAfter();
  }

  async unregister(organizationId: string): Promise<void> {
    await this.ctx.storage.delete(PREFIX + organizationId);
  }

  async pokeAll(): Promise<void> {
    await this.#pokeEach(await this.#registered());
  }

  async sweep(): Promise<void> {
    await this.#lookAfter();
    await this.pokeTold(new Date(Date.now() - SWEEP_BACK_MS).toISOString());
    const db = serviceDatabase(readEnv(this.env));
    for (let turn = 0; turn < PRUNE_TURNS; turn += 1) {
      const pruned = await db.rpc("prune_live_events", { keep: KEEP_EVENTS, most: PRUNE_AT_ONCE });
      if (z.int().parse(dataOf(pruned)) < PRUNE_AT_ONCE) return;
    }
  }

  async pokeTold(since: string): Promise<void> {
    const registered = await this.#registered();
    if (registered.length === 0) return;
    const answer = await serviceDatabase(readEnv(this.env)).rpc("told_since", { since });
    const told = z.array(z.uuid().nullable()).parse(dataOf(answer));
    if (told.includes(null)) return this.pokeAll();
    const heard = new Set(told);
    await this.#pokeEach(registered.filter((id) => heard.has(id)));
  }

  /** One hub that does not answer, or waits for a long transaction, keeps no other from being poked. */
  async #pokeEach(ids: readonly string[]): Promise<void> {
    const env = readEnv(this.env);
    const rest = ids.values();
    const walk = async () => {
      for (const id of rest)
        await pokeHub(env, id).catch((error: unknown) => console.error(`Hub ${id}:`, error));
    };
    await Promise.all(Array.from({ length: POKES_AT_ONCE }, walk));
  }

  override async alarm(): Promise<void> {
    await this.#lookAfter();
  }

  /** Keeps the connection while anybody's line is open, and comes back to it. */
  async #lookAfter(): Promise<void> {
    const { LISTEN_DATABASE_URL: url } = readEnv(this.env);
    if (url === undefined) return;
    if ((await this.#registered()).length === 0) {
      await this.#listening?.close();
      this.#listening = undefined;
      return;
    }
    await this.ctx.storage.setAlarm(Date.now() + LOOK_EVERY_MS);
    this.#connecting ??= this.#connect(url).finally(() => {
      this.#connecting = undefined;
    });
    await this.#connecting;
  }

  async #connect(url: string): Promise<void> {
    try {
      await this.#listening?.check();
    } catch {
      this.#listening = undefined;
    }
    if (this.#listening !== undefined) return;
    try {
      this.#listening = await listen({
        url,
        channel: "live",
        onNotification: (payload) => this.ctx.waitUntil(this.#hear(payload)),
        onLost: (reason) => {
          console.warn(`Postgres is not heard any more: ${reason}`);
          this.#listening = undefined;
        },
      });
    } catch (error) {
      console.warn("Postgres cannot be listened to; the schedule passes changes on.", error);
      return;
    }
    // Told while nobody listened.
    await this.pokeAll();
  }

  async #hear(payload: string): Promise<void> {
    const heard = payloadSchema.safeParse(payload);
    if (!heard.success) return;
    if (heard.data === "") await this.pokeAll();
    else if ((await this.ctx.storage.get(PREFIX + heard.data)) !== undefined)
      await pokeHub(readEnv(this.env), heard.data);
  }

  async #registered(): Promise<string[]> {
    const kept = await this.ctx.storage.list({ prefix: PREFIX });
    return [...kept.keys()].map((key) => key.slice(PREFIX.length));
  }
}

const PREFIX = "hub:";
