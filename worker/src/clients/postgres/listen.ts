import { Client } from "pg";

/** A connection to Postgres that hears NOTIFY. */
export interface Listening {
  /** Asks whether it still stands. @throws where it does not */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** How long Postgres may take to let us in (ms). */
const CONNECT_MS = 10_000;

/**
 * Listens on one channel. For LISTEN alone: all else goes through Supabase's REST API, where row level security is.
 * `onLost` is told once, where the connection ends by itself.
 */
export async function listen(options: {
  readonly url: string;
  readonly channel: "live";
  readonly onNotification: (payload: string) => void;
  readonly onLost: (reason: string) => void;
}): Promise<Listening> {
  const client = new Client({
    connectionString: options.url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: "salespulse-listener",
  });
  let isOver = false;
  const lose = (reason: string) => {
    if (isOver) return;
    isOver = true;
    options.onLost(reason);
  };
  client.on("error", (error) => lose(error.message));
  client.on("end", () => lose("the connection was closed"));
  client.on("notification", ({ payload }) => options.onNotification(payload ?? ""));
  await client.connect();
  await client.query(`listen ${options.channel}`);
  return {
    async check() {
      await client.query("select 1");
    },
    async close() {
      isOver = true;
      await client.end();
    },
  };
}
