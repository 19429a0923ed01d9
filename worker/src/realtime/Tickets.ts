import { roleSchema } from "#shared/roles";
import { z } from "zod";
import type { LineHolder } from "../env.ts";
import { hashToken, mintToken } from "../http/mintToken.ts";

/** How long a ticket holds (ms). */
const TICKET_MS = 30_000;

const keptSchema = z.object({
  holder: z.object({
    organizationId: z.uuid(),
    userId: z.uuid(),
    sessionId: z.uuid(),
    role: roleSchema,
  }),
  expiresAtMs: z.number(),
});

/** Leave to open one line each: kept by their SHA-256, gone when taken or lapsed. */
export class Tickets {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** A fresh ticket, and until when it holds (Unix ms). */
  async issue(holder: LineHolder, nowMs: number): Promise<{ ticket: string; expiresAtMs: number }> {
    await this.#removeLapsed(nowMs);
    const ticket = mintToken();
    const expiresAtMs = nowMs + TICKET_MS;
    await this.#storage.put(await keyOf(ticket), { holder, expiresAtMs });
    return { ticket, expiresAtMs };
  }

  /** Whose ticket it is, once; null for one that was taken, has lapsed or never was. */
  async take(ticket: string, nowMs: number): Promise<LineHolder | null> {
    const key = await keyOf(ticket);
    // No other event runs between the two: storage holds them back.
    const kept = await this.#storage.get(key);
    if (kept === undefined) return null;
    await this.#storage.delete(key);
    const { holder, expiresAtMs } = keptSchema.parse(kept);
    return expiresAtMs > nowMs ? holder : null;
  }

  async #removeLapsed(nowMs: number): Promise<void> {
    const all = await this.#storage.list({ prefix: PREFIX });
    const lapsed = [...all].filter(([, kept]) => keptSchema.parse(kept).expiresAtMs <= nowMs);
    // As many as one call of the storage takes.
    await this.#storage.delete(lapsed.slice(0, 128).map(([key]) => key));
  }
}

const PREFIX = "ticket:";

const keyOf = async (ticket: string) => PREFIX + (await hashToken(ticket));
