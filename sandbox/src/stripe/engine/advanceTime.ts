import type { StripeWorld } from "../StripeWorld.ts";
import { doNextDue, nextDueAt } from "./doDue.ts";
import { agendaOf } from "./due.ts";
import { customersOf } from "./clockCustomers.ts";
import { amend } from "./keep.ts";

/** More than this for one customer at once is a fault of this stand-in, not a life. */
const MAX_STEPS = 10_000;

/**
 * Does what the clock brings: renewals, finalizations, retries, phases, ends. Test clocks that were told to advance
 * arrive here. Each step is a change of its own, so call it outside of one: each second and before each request.
 */
export function advanceTime(world: StripeWorld): void {
  const now = world.now();
  const agenda = agendaOf(world);
  for (const customer of agenda.unknown) {
    agenda.unknown.delete(customer);
    const found = world.store.find("customer", customer);
    if (!found || found.test_clock) agenda.dueAt.delete(customer);
    else agenda.dueAt.set(customer, nextDueAt(world, customer));
  }
  for (const [customer, dueAt] of agenda.dueAt) {
    if (dueAt > now) continue;
    for (let steps = 0; doStep(world, customer); steps += 1) guard(customer, steps);
    agenda.unknown.delete(customer);
    agenda.dueAt.set(customer, nextDueAt(world, customer));
  }
  for (const id of agenda.advancing) {
    if (world.store.find("test_helpers.test_clock", id)?.status === "advancing")
      advanceClock(world, id);
    agenda.advancing.delete(id);
  }
}

/** Takes a test clock to where it was told to go, stopping at everything that falls due on the way. */
function advanceClock(world: StripeWorld, id: string): void {
  const { status_details } = world.store.get("test_helpers.test_clock", id);
  const target = status_details.advancing?.target_frozen_time;
  if (target === undefined) throw new Error(`${id} advances to nowhere`);
  const customers = customersOf(world, id).filter((customer) =>
    world.store.find("customer", customer),
  );
  for (let steps = 0; ; steps += 1) {
    guard(id, steps);
    const next = customers
      .map((customer) => ({ customer, at: nextDueAt(world, customer) }))
      .toSorted((a, b) => a.at - b.at)[0];
    if (!next || next.at > target) break;
    world.store.change(() => {
      const { frozen_time } = world.store.get("test_helpers.test_clock", id);
      amend(world, "test_helpers.test_clock", id, { frozen_time: Math.max(frozen_time, next.at) });
      doNextDue(world, next.customer);
    });
  }
  world.store.change(() => {
    const ready = amend(world, "test_helpers.test_clock", id, {
      frozen_time: target,
      status: "ready",
      status_details: {},
    });
    world.emit("test_helpers.test_clock.ready", ready);
  });
}

function doStep(world: StripeWorld, customer: string): boolean {
  return world.store.change(() => doNextDue(world, customer));
}

function guard(what: string, steps: number): void {
  if (steps >= MAX_STEPS) throw new Error(`what is due for ${what} does not come to an end`);
}
