import type Stripe from "stripe";
import type { Kind, StripeObjects, StripeWorld } from "../StripeWorld.ts";
import { markClock, markDue } from "./due.ts";

/** Puts an object into the store, and has its customer's next due time looked at again. */
export function keep<K extends Kind>(
  world: StripeWorld,
  kind: K,
  object: StripeObjects[K],
): StripeObjects[K] {
  if ("customer" in object && typeof object.customer === "string") markDue(world, object.customer);
  if (kind === "test_helpers.test_clock") markClock(world, object.id);
  return world.store.put(kind, object);
}

/** Keeps a new object and tells of it. */
export function create<K extends Kind>(
  world: StripeWorld,
  kind: K,
  object: StripeObjects[K],
  event?: Stripe.Event.Type,
): StripeObjects[K] {
  const kept = keep(world, kind, object);
  if (event) world.emit(event, kept);
  return kept;
}

/** Changes some attributes. The event, where one is named, says what they were; without a change none is sent. */
export function amend<K extends Kind>(
  world: StripeWorld,
  kind: K,
  id: string,
  changes: Partial<StripeObjects[K]>,
  event?: Stripe.Event.Type,
): StripeObjects[K] {
  const before = world.store.get(kind, id);
  const after = keep(world, kind, { ...before, ...changes });
  if (event) emitChange(world, event, before, after);
  return after;
}

/** Tells of an object what differs from before; nothing where nothing does. */
export function emitChange(
  world: StripeWorld,
  event: Stripe.Event.Type,
  before: object,
  after: object,
): void {
  const now = new Map(Object.entries(after));
  const previous = Object.entries(before).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(now.get(name)),
  );
  const added = [...now.keys()].filter((name) => !(name in before)).map((name) => [name, null]);
  if (previous.length + added.length > 0)
    world.emit(event, after, Object.fromEntries([...previous, ...added]));
}
