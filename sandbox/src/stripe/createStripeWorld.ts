import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { Stripe } from "stripe";
import { hideIncludables } from "./http/includables.ts";
import { ownerOf } from "./ownerOf.ts";
import { SqliteObjectStore } from "./SqliteObjectStore.ts";
import type { StripeWorld } from "./StripeWorld.ts";
import { isSubscribed } from "./webhooks/isSubscribed.ts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The world and, beside it, what only the frame says: which request is being answered. */
export interface ServedWorld extends StripeWorld {
  readonly store: SqliteObjectStore;
  /** Named in the events that come of it; null while nobody asked, such as when time advances. */
  request: { readonly id: string; readonly idempotencyKey: string | null } | null;
}

/** The local Stripe's world over an open database. `onKept` runs after each change that was kept. */
export function createStripeWorld(options: {
  database: DatabaseSync;
  url: string;
  onKept?: () => void;
}): ServedWorld {
  const { database, url } = options;
  const store = new SqliteObjectStore(database, options.onKept);
  const addDelivery = database.prepare(
    "INSERT INTO deliveries (event, type, endpoint, next_at_ms) VALUES (?, ?, ?, ?)",
  );
  const now = (customer?: string | null): number => {
    const clock = customer ? store.find("customer", customer)?.test_clock : undefined;
    const id = typeof clock === "object" ? clock?.id : clock;
    const frozen = id ? store.find("test_helpers.test_clock", id)?.frozen_time : undefined;
    return frozen ?? Math.floor(Date.now() / 1000);
  };
  const newId = (prefix: string, length = 24): string => {
    let letters = "";
    while (letters.length < length) {
      // 248 is the greatest multiple of 62 in a byte: beyond it the first letters would come more often.
      for (const byte of randomBytes(length)) if (byte < 248) letters += ALPHABET[byte % 62];
    }
    return `${prefix}_${letters.slice(0, length)}`;
  };
  const world: ServedWorld = {
    store,
    url,
    request: null,
    now,
    newId,
    emit: (type, object, previous) => {
      const endpoints = store
        .list("webhook_endpoint")
        .filter((endpoint) => isSubscribed(endpoint, type));
      const event = {
        id: newId("evt"),
        object: "event",
        api_version: Stripe.API_VERSION,
        created: now(ownerOf(store, object)),
        data: {
          object: hideIncludables(object),
          ...(previous === undefined ? {} : { previous_attributes: previous }),
        },
        livemode: false,
        pending_webhooks: endpoints.length,
        request: {
          id: world.request?.id ?? null,
          idempotency_key: world.request?.idempotencyKey ?? null,
        },
        type,
      };
      // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the type says which object it holds, and only the caller knows both
      store.put("event", event as unknown as Stripe.Event);
      for (const endpoint of endpoints) {
        addDelivery.run(event.id, type, endpoint.id, Date.now());
      }
    },
  };
  return world;
}
