import { Socket } from "node:net";
import { Client, type Pool } from "pg";
import type { DatabaseSchema } from "./DatabaseSchema.ts";
import { readSchema } from "./readSchema.ts";

/**
 * The schema as last read, read again after `notify pgrst, 'reload schema'`. A connection of its own listens;
 * it does not keep the process alive, and is made anew, with a fresh reading, by the next request after a loss.
 */
export class SchemaCache {
  readonly #pool: Pool;
  readonly #schemas: readonly string[];
  #listener: Client | undefined;
  #listening: Promise<void> | undefined;
  #schema: Promise<DatabaseSchema> | undefined;

  constructor(pool: Pool, schemas: readonly string[]) {
    this.#pool = pool;
    this.#schemas = schemas;
  }

  async get(): Promise<DatabaseSchema> {
    await (this.#listening ??= this.#listen());
    this.#schema ??= this.#read();
    return this.#schema;
  }

  /** Reads anew, at once for all who ask at the same time: something asked for is not in the last reading. */
  async refresh(stale: DatabaseSchema): Promise<DatabaseSchema> {
    if ((await this.get()) === stale) this.#schema = this.#read();
    return this.get();
  }

  async close(): Promise<void> {
    const listener = this.#listener;
    this.#forget();
    await listener?.end();
  }

  async #read(): Promise<DatabaseSchema> {
    const reading = readSchema(this.#pool, this.#schemas);
    reading.catch(() => (this.#schema = undefined));
    return reading;
  }

  async #listen(): Promise<void> {
    const socket = new Socket();
    const listener = new Client({ ...this.#pool.options, stream: () => socket });
    const lost = (): void => {
      if (this.#listener === listener) this.#forget();
    };
    listener.on("error", lost);
    listener.on("end", lost);
    listener.on("notification", ({ payload }) => {
      if (payload === "" || payload === "reload schema") this.#schema = undefined;
    });
    try {
      await listener.connect();
      this.#listener = listener;
      await listener.query("listen pgrst");
      socket.unref();
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#listener = undefined;
    this.#listening = undefined;
    this.#schema = undefined;
  }
}
