import type { StripeWorld } from "../StripeWorld.ts";

/** When each customer's next thing falls due, in Unix seconds, and whose must be looked at again. */
interface Agenda {
  readonly dueAt: Map<string, number>;
  readonly unknown: Set<string>;
  /** The test clocks that were told to advance. */
  readonly advancing: Set<string>;
}

const agendas = new WeakMap<StripeWorld, Agenda>();

/** The agenda is only a short cut: a new process works it out from the store. */
export function agendaOf(world: StripeWorld): Agenda {
  const known = agendas.get(world);
  if (known) return known;
  const customers = world.store.list("customer").map(({ id }) => id);
  const clocks = world.store
    .list("test_helpers.test_clock")
    .filter(({ status }) => status === "advancing")
    .map(({ id }) => id);
  const agenda = {
    dueAt: new Map<string, number>(),
    unknown: new Set(customers),
    advancing: new Set(clocks),
  };
  agendas.set(world, agenda);
  return agenda;
}

/** Has a customer's next due time worked out again. */
export function markDue(world: StripeWorld, customer: string): void {
  agendas.get(world)?.unknown.add(customer);
}

/** Has a test clock looked at: it may have been told to advance. */
export function markClock(world: StripeWorld, clock: string): void {
  agendas.get(world)?.advancing.add(clock);
}
