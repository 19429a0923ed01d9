import { setTimeout as wait } from "node:timers/promises";
import { judgeLife } from "../chaos/billing/judgeLife.ts";
import { type Letter, signLetter } from "../chaos/billing/Mailroom.ts";
import {
  type BillingWorld,
  type Buyer,
  startBillingWorld,
} from "../chaos/billing/startBillingWorld.ts";
import { WANTED_EVENTS } from "../../worker/src/clients/stripe/wantedEvents.ts";
import { inFlight } from "../scale/inFlight.ts";
import { round, summarize } from "../scale/summarize.ts";
import { cpuSecondsOf } from "./cpuSecondsOf.ts";
import type { Measure } from "./Measure.ts";
import { startBareWebhook } from "./startBareWebhook.ts";

const ROUNDS = 6;
const WARM_UP_ROUNDS = 1;
/** Organisations that buy in a round; a month later each renews. */
const BUYERS = 16;
const SHOPPERS_AT_ONCE = 4;
/** How many messages are under way at once, sent in the order in which Stripe told them. */
const AT_ONCE = 64;
const LOOK_EVERY_MS = 100;
const WANTED: ReadonlySet<string> = new Set(WANTED_EVENTS);

interface Customer {
  readonly buyer: Buyer;
  readonly customer: string;
}

interface Target {
  readonly url: string;
  readonly pid: number;
}

/** What a target did in all rounds. */
interface Total {
  events: number;
  ms: number;
  cpuSeconds: number;
  worldSeconds: number;
  readonly answerMs: number[];
  readonly perSecond: number[];
}

/**
 * Stripe's messages per second: what the local Stripe told of checkouts and of renewals, signed, through the Worker
 * under bare workerd, beside a Worker that only verifies a message and inserts its id, in turns. What the database
 * holds in the end is compared with Stripe; where it differs, nothing was measured.
 */
export const webhooksMeasure: Measure = {
  name: "webhooks",
  run: async ({ root, endings, tell }) => {
    const world = await startBillingWorld({ root, endings, seed: null, log: tell });
    const { database, folder, env } = world;
    await database.query(BARE_TABLE);
    const bareWorker = await startBareWebhook({ root, folder, variables: env, log: tell });
    endings.add(() => bareWorker.stop());
    const targets = {
      worker: { url: `${world.workerUrl}/api/webhooks/stripe`, pid: world.workerPid },
      bare: { url: bareWorker.url, pid: bareWorker.pid },
    };
    const stream = new Stream(world);
    const customers: Customer[] = [];
    const kinds = { checkouts: newTotals(), renewals: newTotals() };
    for (let turn = 0; turn < WARM_UP_ROUNDS + ROUNDS; turn += 1) {
      const counts = turn >= WARM_UP_ROUNDS;
      const shoppers: Customer[] = [];
      await inFlight(
        SHOPPERS_AT_ONCE,
        Array.from({ length: BUYERS }, (_, index) => index),
        async () => {
          shoppers.push(await buy(world));
        },
      );
      customers.push(...shoppers);
      await deliver(await stream.next(), kinds.checkouts, counts && turn);
      await inFlight(SHOPPERS_AT_ONCE, shoppers, ({ customer }) => renew(world, customer));
      await deliver(await stream.next(), kinds.renewals, counts && turn);
    }

    const wrong: string[] = [];
    await inFlight(SHOPPERS_AT_ONCE, customers, async (one) => {
      wrong.push(...(await judgeLife(world, one)));
    });
    if (wrong.length > 0)
      throw new Error(`The tables are not what Stripe says:\n${wrong.join("\n")}`);
    return {
      atOnce: AT_ONCE,
      organizations: customers.length,
      checkouts: numbersOf(kinds.checkouts),
      renewals: numbersOf(kinds.renewals),
      all: numbersOf({
        worker: added(kinds.checkouts.worker, kinds.renewals.worker),
        bare: added(kinds.checkouts.bare, kinds.renewals.bare),
      }),
    };

    /** Sends letters to both, first to the one, next time first to the other. */
    async function deliver(letters: readonly Letter[], totals: Totals, turn: number | false) {
      const order =
        Number(turn) % 2 === 0 ? (["worker", "bare"] as const) : (["bare", "worker"] as const);
      for (const name of order) {
        await send(world, targets[name], letters, turn === false ? newTotal() : totals[name]);
      }
    }
  },
};

type Totals = Record<"worker" | "bare", Total>;
const newTotal = (): Total => ({
  events: 0,
  ms: 0,
  cpuSeconds: 0,
  worldSeconds: 0,
  answerMs: [],
  perSecond: [],
});
const newTotals = (): Totals => ({ worker: newTotal(), bare: newTotal() });

function added(a: Total, b: Total): Total {
  return {
    events: a.events + b.events,
    ms: a.ms + b.ms,
    cpuSeconds: a.cpuSeconds + b.cpuSeconds,
    worldSeconds: a.worldSeconds + b.worldSeconds,
    answerMs: [...a.answerMs, ...b.answerMs],
    perSecond: [...a.perSecond, ...b.perSecond],
  };
}

function numbersOf({ worker, bare }: Totals) {
  const one = (total: Total) => ({
    eventsPerSecond: round((total.events / total.ms) * 1_000),
    cpuMicrosPerEvent: round((total.cpuSeconds / total.events) * 1_000_000),
    worldCpuMicrosPerEvent: round((total.worldSeconds / total.events) * 1_000_000),
    answerMs: { ...summarize(total.answerMs) },
  });
  const ratios = worker.perSecond.map(
    (rate, index) => rate / (bare.perSecond[index] ?? Number.NaN),
  );
  return {
    events: worker.events,
    worker: one(worker),
    bare: one(bare),
    toBare: round(bare.ms / worker.ms),
    toBareByRound: { ...summarize(ratios) },
  };
}

/** Sends letters to a target, signed now. */
async function send(
  world: BillingWorld,
  { url, pid }: Target,
  letters: readonly Letter[],
  total: Total,
) {
  const signed = letters.map((letter) => ({
    body: letter.body,
    signature: signLetter(letter, world.webhookSecret, Date.now()),
  }));
  const cpu = await cpuSecondsOf(pid);
  const worldCpu = await cpuSecondsOf(world.worldPid);
  const began = performance.now();
  await inFlight(AT_ONCE, signed, async ({ body, signature }) => {
    const sent = performance.now();
    const headers = { "content-type": "application/json", "stripe-signature": signature };
    const response = await fetch(url, { method: "POST", headers, body });
    const answer = await response.text();
    if (!response.ok) throw new Error(`A message was answered ${response.status}: ${answer}`);
    total.answerMs.push(performance.now() - sent);
  });
  const ms = performance.now() - began;
  total.events += letters.length;
  total.ms += ms;
  total.perSecond.push(letters.length / ms);
  await untilQuiet(world);
  total.cpuSeconds += ((await cpuSecondsOf(pid)) ?? Number.NaN) - (cpu ?? Number.NaN);
  total.worldSeconds +=
    ((await cpuSecondsOf(world.worldPid)) ?? Number.NaN) - (worldCpu ?? Number.NaN);
}

/** Waits until what follows from messages after their answer, such as mails, is done. */
async function untilQuiet({ database }: BillingWorld): Promise<void> {
  for (;;) {
    const { rows } = await database.query(
      "select 1 from public.mail_outbox where status not in ('sent', 'failed') limit 1",
    );
    if (rows.length === 0) return;
    await wait(LOOK_EVERY_MS);
  }
}

/** What the local Stripe tells, of the kinds that we are told of. */
class Stream {
  readonly #world: BillingWorld;
  #last: string | null = null;

  constructor(world: BillingWorld) {
    this.#world = world;
  }

  /** All that it has told since the last time, in its order. */
  async next(): Promise<Letter[]> {
    const events = await this.#world.desk.since("/v1/events", this.#last);
    this.#last = events.at(-1)?.id ?? this.#last;
    return events
      .map((event) => {
        const type = String(event["type"]);
        return { id: event.id, type, isWanted: WANTED.has(type), body: JSON.stringify(event) };
      })
      .filter(({ isWanted }) => isWanted);
  }
}

async function buy(world: BillingWorld): Promise<Customer> {
  const buyer = await world.found();
  const { client, userId, email } = buyer;
  const { plans } = await client.call("getBilling", {});
  const session = await client.call("createCheckout", {
    body: {
      userId,
      priceId: plans.find(({ id }) => id === "team")?.priceId ?? "",
      successUrl: `${world.appOrigin}/billing/return?session={CHECKOUT_SESSION_ID}`,
      cancelUrl: `${world.appOrigin}/billing`,
      seats: 5,
      extraSimLines: 4,
    },
  });
  const { status } = await world.desk.submit(`/checkout/${session.sessionId}`, {
    email,
    name: "A. Buyer",
    number: "4242424242424242",
    expiry: "12/40",
    cvc: "123",
  });
  if (status >= 400) throw new Error(`The checkout was not paid: ${status}`);
  const { rows } = await world.database.query<{ customer_id: string }>(
    "select customer_id from public.billing_accounts where organization_id = $1",
    [buyer.organizationId],
  );
  return { buyer, customer: rows[0]?.customer_id ?? "" };
}

async function renew({ desk }: BillingWorld, customer: string): Promise<void> {
  const { status } = await desk.submit(`/customers/${customer}`, { do: "renewal" });
  if (status !== 303) throw new Error(`The renewal was refused: ${status}`);
}

const BARE_TABLE = `create table public.bare_events (id text primary key, received_at timestamptz not null default now());
  grant all on public.bare_events to service_role;
  notify pgrst, 'reload schema'`;
