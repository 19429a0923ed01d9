import { z } from "zod";

const stepSchema = z.discriminatedUnion("kind", [
  /** Accepts the message, then cuts the connection without an answer. */
  z.strictObject({ kind: z.literal("drop-answer") }),
  /** Cuts the connection before the message is accepted. */
  z.strictObject({ kind: z.literal("drop-request") }),
  /** Answers with the status; `accepted` says whether the message is queued all the same. */
  z.strictObject({
    kind: z.literal("status"),
    status: z.union([z.literal(402), z.literal(429), z.int().min(500).max(599)]),
    retryAfterSeconds: z.int().min(0).optional(),
    accepted: z.boolean().default(false),
  }),
  /** Works as usual, later. */
  z.strictObject({ kind: z.literal("delay"), delayMs: z.int().min(0).max(120_000) }),
]);

export const weatherChangeSchema = z.strictObject({
  next: z.array(stepSchema).max(1000).optional(),
  eventsLagMs: z.int().min(0).optional(),
  bounces: z.array(z.email().toLowerCase()).optional(),
});

export type WeatherStep = z.output<typeof stepSchema>;

/** What goes wrong on demand. It is forgotten when the server stops. */
export class Weather {
  /** Consumed one a "Send an email" request, in order. */
  next: WeatherStep[] = [];
  /** How long an event stays out of sight after it happened, in milliseconds. */
  eventsLagMs = 0;
  /** Lower-case addresses whose mail server refuses mail: their events end in `failed`. */
  bounces: string[] = [];

  change(change: z.output<typeof weatherChangeSchema>): void {
    if (change.next) this.next = [...change.next];
    if (change.eventsLagMs !== undefined) this.eventsLagMs = change.eventsLagMs;
    if (change.bounces) this.bounces = [...change.bounces];
  }

  toJSON() {
    return { next: this.next, eventsLagMs: this.eventsLagMs, bounces: this.bounces };
  }
}
