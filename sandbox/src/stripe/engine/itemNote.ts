import { z } from "zod";
import type { StripeWorld } from "../StripeWorld.ts";

const debitSchema = z.object({
  amountCents: z.int(),
  start: z.int(),
  end: z.int(),
  invoice: z.string().nullable(),
  line: z.string().nullable(),
  invoiceItem: z.string().nullable(),
});

/** What a subscription item was last billed: what flexible billing gives back of, when it is credited. */
export type Debit = z.infer<typeof debitSchema>;

const noteSchema = z.object({ subscription: z.string(), debit: debitSchema.nullable() });

/** What stands beside a subscription item; undefined for an id that is none. */
export function readItemNote(world: StripeWorld, item: string) {
  return noteSchema.safeParse(world.store.note(item)).data;
}

export function writeItemNote(
  world: StripeWorld,
  item: string,
  note: z.infer<typeof noteSchema>,
): void {
  world.store.setNote(item, note);
}
