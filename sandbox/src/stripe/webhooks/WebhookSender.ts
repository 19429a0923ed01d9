import type { ServedWorld } from "../createStripeWorld.ts";
import type { Weather } from "../Weather.ts";
import type { Delivery, DeliveryQueue } from "./DeliveryQueue.ts";
import { secretsOf } from "./endpointSecrets.ts";
import { signPayload } from "./signPayload.ts";

const AT_ONCE = 8;
const TIMEOUT_MS = 20_000;
/** Stripe tries for three days; here the pauses are shorter, and so is the whole. */
const MAX_ATTEMPTS = 16;
const MAX_PAUSE_MS = 60 * 60 * 1000;

/**
 * Sends events to the endpoints that asked for them, signed, until they answer 2xx: at least once, in no order that
 * could be relied on (https://docs.stripe.com/webhooks). What had not arrived when the server stopped goes on at its
 * next start.
 */
export class WebhookSender {
  readonly #world: ServedWorld;
  readonly #queue: DeliveryQueue;
  readonly #weather: Weather;
  readonly #log: (line: string) => void;
  readonly #stopping = new AbortController();
  readonly #inFlight = new Map<number, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    world: ServedWorld;
    queue: DeliveryQueue;
    weather: Weather;
    log: (line: string) => void;
  }) {
    this.#world = options.world;
    this.#queue = options.queue;
    this.#weather = options.weather;
    this.#log = options.log;
  }

  /** Sends what is due now and waits for the rest; safe to call at any time. */
  poke(): void {
    clearTimeout(this.#timer);
    const { hold, shuffle, delayMs } = this.#weather.deliveries;
    if (this.#stopping.signal.aborted || hold) return;
    const nowMs = Date.now();
    const dueAt = ({ nextAtMs, attempts }: Delivery) =>
      (nextAtMs ?? Infinity) + (attempts === 0 ? delayMs : 0);
    const waiting = this.#queue
      .waiting(100 + this.#inFlight.size)
      .filter(({ id }) => !this.#inFlight.has(id));
    const due = waiting.filter((delivery) => dueAt(delivery) <= nowMs);
    if (shuffle) due.sort(() => Math.random() - 0.5);
    for (const delivery of due.slice(0, AT_ONCE - this.#inFlight.size)) {
      this.#inFlight.set(delivery.id, this.#send(delivery));
    }
    // Those that are due and found no place are looked at when one ends.
    const later = waiting.filter((delivery) => dueAt(delivery) > nowMs).map(dueAt);
    if (later.length === 0) return;
    this.#timer = setTimeout(() => this.poke(), Math.max(1, Math.min(...later) - nowMs));
  }

  /** Ends what is on its way; it goes again at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await Promise.all(this.#inFlight.values());
  }

  async #send(delivery: Delivery): Promise<void> {
    const { id, attempts } = delivery;
    const answer = await this.#attempt(delivery);
    this.#inFlight.delete(id);
    if (this.#stopping.signal.aborted) return;
    const delivered = /^2\d\d$|^dropped$/.test(answer);
    const gone = answer === "endpoint gone";
    const pauseMs = Math.min(this.#weather.deliveries.retryAfterMs * 2 ** attempts, MAX_PAUSE_MS);
    const again = !delivered && !gone && attempts + 1 < MAX_ATTEMPTS;
    const { store } = this.#world;
    // The change pokes, so that the next one finds the place that this one leaves.
    store.change(() => {
      const event = store.find("event", delivery.event);
      if (event && delivered) {
        const pending = Math.max(0, event.pending_webhooks - 1);
        store.put("event", { ...event, pending_webhooks: pending });
      }
      this.#queue.attempted(id, {
        answer,
        delivered,
        nextAtMs: again ? Date.now() + pauseMs : null,
      });
    });
    if (!delivered) this.#log(`${delivery.type} did not arrive (${answer})`);
  }

  /** One attempt; answers the status, or what went wrong. */
  async #attempt({ endpoint: endpointId, event: eventId }: Delivery): Promise<string> {
    const { store } = this.#world;
    const endpoint = store.find("webhook_endpoint", endpointId);
    const event = store.find("event", eventId);
    if (endpoint?.status !== "enabled" || !event) return "endpoint gone";
    const { deliveries } = this.#weather;
    if (deliveries.drop > 0) {
      this.#weather.deliveries = { ...deliveries, drop: deliveries.drop - 1 };
      return "dropped";
    }
    const payload = JSON.stringify(event, null, 2);
    const nowMs = Date.now();
    const signature = signPayload(
      payload,
      secretsOf(store, endpointId, nowMs),
      Math.floor(nowMs / 1000),
    );
    let answer = "";
    for (let time = 0; time <= deliveries.repeat; time += 1) {
      answer = await this.#post(endpoint.url, payload, signature);
    }
    return answer;
  }

  async #post(url: string, payload: string, signature: string): Promise<string> {
    try {
      const response = await fetch(url, {
        method: "POST",
        redirect: "manual",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": signature,
          "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        },
        body: payload,
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      return String(response.status);
    } catch (error) {
      const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
      return cause instanceof Error ? cause.message || cause.name : String(cause);
    }
  }
}
