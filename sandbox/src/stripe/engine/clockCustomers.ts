import { z } from "zod";
import type { StripeWorld } from "../StripeWorld.ts";

const noteSchema = z.object({ customers: z.array(z.string()).catch([]) });

/** Whose time a test clock is; also of those that were deleted since. */
export function customersOf(world: StripeWorld, clock: string): string[] {
  return noteSchema.parse(world.store.note(clock)).customers;
}

/** Puts a customer on a test clock: written beside the clock, which need not look through all customers then. */
export function addToClock(world: StripeWorld, clock: string, customer: string): void {
  world.store.setNote(clock, { customers: [...customersOf(world, clock), customer] });
}
