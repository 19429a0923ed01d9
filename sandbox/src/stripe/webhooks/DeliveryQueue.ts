import type { DatabaseSync } from "node:sqlite";

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: number;
  readonly event: string;
  readonly type: string;
  readonly endpoint: string;
  readonly attempts: number;
  /** When it goes next; null when it has arrived or was given up. */
  readonly nextAtMs: number | null;
  readonly delivered: boolean;
  /** What the last attempt came to. */
  readonly answer: string | null;
}

/** What is on its way, on the disk beside the events it tells of. */
export class DeliveryQueue {
  readonly #database: DatabaseSync;
  readonly #waiting;
  readonly #end;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#waiting = database.prepare(
      "SELECT * FROM deliveries WHERE next_at_ms IS NOT NULL ORDER BY next_at_ms, id LIMIT ?",
    );
    this.#end = database.prepare(
      "UPDATE deliveries SET attempts = attempts + 1, next_at_ms = ?, delivered = ?, answer = ? WHERE id = ?",
    );
  }

  /** Those that wait, the one that is due first at the head. */
  waiting(limit: number): Delivery[] {
    return this.#waiting.all(limit).map(toDelivery);
  }

  /** The newest first. */
  list(limit: number): Delivery[] {
    return this.#database
      .prepare("SELECT * FROM deliveries ORDER BY id DESC LIMIT ?")
      .all(limit)
      .map(toDelivery);
  }

  /** Ends an attempt. */
  attempted(id: number, outcome: { answer: string; delivered: boolean; nextAtMs: number | null }) {
    this.#end.run(outcome.nextAtMs, outcome.delivered ? 1 : 0, outcome.answer, id);
  }

  /** Has everything of an event delivered once more; answers to how many endpoints. */
  resend(event: string, nowMs: number): number {
    const { changes } = this.#database
      .prepare("UPDATE deliveries SET next_at_ms = ?, delivered = 0, attempts = 0 WHERE event = ?")
      .run(nowMs, event);
    return Number(changes);
  }
}

function toDelivery(row: Record<string, unknown>): Delivery {
  const nextAtMs = row["next_at_ms"];
  const answer = row["answer"];
  return {
    id: Number(row["id"]),
    event: String(row["event"]),
    type: String(row["type"]),
    endpoint: String(row["endpoint"]),
    attempts: Number(row["attempts"]),
    nextAtMs: typeof nextAtMs === "number" ? nextAtMs : null,
    delivered: row["delivered"] === 1,
    answer: typeof answer === "string" ? answer : null,
  };
}
