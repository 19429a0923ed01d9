/** A request of the API, as `GET /sandbox/requests` shows it. */
export interface LoggedRequest {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** 0 where the connection was cut. */
  readonly status: number;
  readonly idempotencyKey: string | null;
  readonly replayed: boolean;
  /** Code or type of a refusal. */
  readonly error: string | null;
}

const KEPT = 1000;

/** The last requests, the newest first. It is forgotten when the server stops. */
export class RequestLog {
  readonly #requests: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.#requests.unshift(request);
    if (this.#requests.length > KEPT) this.#requests.length = KEPT;
  }

  get all(): readonly LoggedRequest[] {
    return this.#requests;
  }
}
