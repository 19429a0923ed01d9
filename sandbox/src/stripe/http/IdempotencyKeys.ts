import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { StripeError } from "../StripeError.ts";

/** "Keys can be removed from the system automatically after they're at least 24 hours old": https://docs.stripe.com/api/idempotent_requests */
const KEPT_MS = 24 * 60 * 60 * 1000;
const FORGET_EVERY_MS = 60 * 60 * 1000;
const MAX_LENGTH = 255;

/** The answer that a key already has. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
  /** Of the request that was answered first. */
  readonly requestId: string;
}

/** One use of a key. */
interface KeyUse {
  readonly key: string;
  /** Method and path. */
  readonly endpoint: string;
  /** The parameters as they came. */
  readonly params: string;
}

/** Which answer each idempotency key stands for: https://docs.stripe.com/api/idempotent_requests */
export class IdempotencyKeys {
  readonly #inFlight = new Set<string>();
  #forgottenAtMs = 0;
  readonly #find;
  readonly #keep;
  readonly #forget;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT * FROM idempotency WHERE key = ?");
    this.#keep = database.prepare(
      "INSERT OR REPLACE INTO idempotency VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    this.#forget = database.prepare("DELETE FROM idempotency WHERE created_at_ms < ?");
  }

  /**
   * Takes a key until it is released; answers what it already stands for.
   * @throws StripeError 409 while another request has it, 400 where it stood for something else
   */
  take(use: KeyUse): KeptAnswer | undefined {
    const { key, endpoint } = use;
    if (key.length > MAX_LENGTH) {
      throw mismatch(`Idempotency keys can be at most ${MAX_LENGTH} characters long.`);
    }
    if (this.#inFlight.has(key)) {
      throw new StripeError(409, {
        type: "idempotency_error",
        code: "idempotency_key_in_use",
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
      });
    }
    this.#forgetOld(Date.now());
    const row = this.#find.get(key);
    if (!row) {
      this.#inFlight.add(key);
      return undefined;
    }
    if (row["endpoint"] !== endpoint) {
      throw mismatch(
        `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${String(row["endpoint"])}' vs '${endpoint}'). Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    }
    if (row["params"] !== digestOf(use.params)) {
      throw mismatch(
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    }
    return {
      status: Number(row["status"]),
      body: String(row["body"]),
      requestId: String(row["request_id"]),
    };
  }

  #forgetOld(nowMs: number): void {
    if (nowMs - this.#forgottenAtMs < FORGET_EVERY_MS) return;
    this.#forgottenAtMs = nowMs;
    this.#forget.run(nowMs - KEPT_MS);
  }

  keep({ key, endpoint, params }: KeyUse, { status, body, requestId }: KeptAnswer): void {
    this.#keep.run(key, endpoint, digestOf(params), status, body, requestId, Date.now());
  }

  release(key: string): void {
    this.#inFlight.delete(key);
  }
}

function digestOf(params: string): string {
  return createHash("sha256").update(params).digest("hex");
}

function mismatch(message: string): StripeError {
  return new StripeError(400, { type: "idempotency_error", message });
}
