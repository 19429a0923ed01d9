import { z } from "zod";

const which = {
  /** Only requests of this method and of paths that begin so; any where absent. */
  method: z.enum(["GET", "POST", "DELETE"]).optional(),
  path: z.string().startsWith("/v1/").optional(),
  /** For how many requests. */
  times: z.int().min(1).max(100_000).default(1),
};

const stepSchema = z.discriminatedUnion("kind", [
  /** Does what was asked for, then cuts the connection without an answer. */
  z.strictObject({ kind: z.literal("drop-answer"), ...which }),
  /** Cuts the connection before anything is done. */
  z.strictObject({ kind: z.literal("drop-request"), ...which }),
  /** Answers with the status; `done` says whether what was asked for happens all the same. */
  z.strictObject({
    kind: z.literal("status"),
    status: z.literal([409, 429, 500, 502, 503, 504]),
    done: z.boolean().default(false),
    ...which,
  }),
  /** Does it at once and answers later: meanwhile its idempotency key is in use. */
  z.strictObject({ kind: z.literal("delay"), delayMs: z.int().min(0).max(120_000), ...which }),
]);

const deliveriesSchema = z.strictObject({
  /** Nothing is delivered; it goes on with what has gathered when this is false again. */
  hold: z.boolean(),
  /** How many of the next deliveries are never sent, and count as delivered. */
  drop: z.int().min(0),
  /** How often each delivery is sent beyond the first time. */
  repeat: z.int().min(0).max(10),
  /** How long each delivery waits first. */
  delayMs: z.int().min(0).max(600_000),
  /** Whether those that are due go in any order. */
  shuffle: z.boolean(),
  /** The pause before the first retry; each further one is twice as long. */
  retryAfterMs: z.int().min(1).max(3_600_000),
});

export const weatherChangeSchema = z.strictObject({
  requests: z.array(stepSchema).max(1000).optional(),
  deliveries: deliveriesSchema.partial().optional(),
});

/** What goes wrong with one request. */
export type WeatherStep = z.output<typeof stepSchema>;

/** What goes wrong on demand. It is forgotten when the server stops. */
export class Weather {
  #requests: WeatherStep[] = [];
  deliveries: z.output<typeof deliveriesSchema> = {
    hold: false,
    drop: 0,
    repeat: 0,
    delayMs: 0,
    shuffle: false,
    retryAfterMs: 5000,
  };

  change(change: z.output<typeof weatherChangeSchema>): void {
    if (change.requests) this.#requests = change.requests.map((step) => ({ ...step }));
    if (change.deliveries) {
      this.deliveries = deliveriesSchema.parse({ ...this.deliveries, ...change.deliveries });
    }
  }

  /** What happens to a request: the first step that means it, which has one time less to go. */
  take(method: string, path: string): WeatherStep | undefined {
    const step = this.#requests.find(
      (candidate) =>
        (candidate.method ?? method) === method && path.startsWith(candidate.path ?? ""),
    );
    if (!step) return undefined;
    step.times -= 1;
    if (step.times === 0) this.#requests = this.#requests.filter((other) => other !== step);
    return step;
  }

  toJSON() {
    return { requests: this.#requests, deliveries: this.deliveries };
  }
}
