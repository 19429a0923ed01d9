import type { ServedWorld } from "./createStripeWorld.ts";
import type { IdempotencyKeys } from "./http/IdempotencyKeys.ts";
import type { RequestLog } from "./http/RequestLog.ts";
import type { RouteTable } from "./http/RouteTable.ts";
import type { Weather } from "./Weather.ts";
import type { DeliveryQueue } from "./webhooks/DeliveryQueue.ts";
import type { WebhookSender } from "./webhooks/WebhookSender.ts";

/** What the parts of the local Stripe's server share. */
export interface StripeContext {
  readonly world: ServedWorld;
  readonly apiKey: string;
  readonly routes: RouteTable;
  readonly idempotency: IdempotencyKeys;
  readonly weather: Weather;
  readonly requests: RequestLog;
  readonly deliveries: DeliveryQueue;
  readonly sender: WebhookSender;
  /** Does what has become due. */
  readonly advance: () => void;
  /** Aborted when the server stops, so that a delayed answer does not hold it. */
  readonly stopping: AbortSignal;
  readonly log: (line: string) => void;
}
