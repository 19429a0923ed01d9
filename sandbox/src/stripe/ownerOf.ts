import { z } from "zod";
import { KIND_OF_PREFIX, prefixOf } from "./kindOfId.ts";
import type { ObjectStore } from "./StripeWorld.ts";

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

const ownedSchema = z.object({
  id: z.string().optional(),
  object: z.string(),
  customer: reference.nullish(),
  invoice: reference.nullish(),
  charge: reference.nullish(),
  payment_intent: reference.nullish(),
  data: z.object({ object: z.unknown() }).optional().catch(undefined),
});

/** The customer whom an object belongs to, by itself or by what it stands for; undefined where it is nobody's. */
export function ownerOf(store: ObjectStore, object: unknown): string | undefined {
  const parsed = ownedSchema.safeParse(object);
  if (!parsed.success) return undefined;
  const { data: owned } = parsed;
  if (owned.object === "customer") return owned.id;
  if (typeof owned.customer === "string") return owned.customer;
  if (owned.object === "event") return ownerOf(store, owned.data?.object);
  for (const id of [owned.invoice, owned.charge, owned.payment_intent]) {
    const kind = typeof id === "string" ? KIND_OF_PREFIX[prefixOf(id)] : undefined;
    const found = typeof id === "string" && kind ? store.find(kind, id) : undefined;
    const owner = found && ownerOf(store, found);
    if (owner !== undefined) return owner;
  }
  return undefined;
}
