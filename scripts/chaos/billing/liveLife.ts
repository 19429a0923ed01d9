import { randomUUID } from "node:crypto";
import { AppError } from "#shared/errors";
import { z } from "zod";
import { inFlight } from "../../scale/inFlight.ts";
import type { Action, Card, Life, Post } from "./Life.ts";
import { type Letter, signLetter } from "./Mailroom.ts";
import type { BillingWorld, Buyer } from "./startBillingWorld.ts";
import type { StripeObject } from "./StripeDesk.ts";

/** What a life came to, beside what stands in Stripe and in the database. */
export interface Lived {
  readonly buyer: Buyer;
  /** Stripe's; null where the life never got so far. */
  readonly customer: string | null;
  readonly letters: {
    told: number;
    delivered: number;
    repeated: number;
    lost: number;
    refused: number;
  };
  /** Whether the last of what Stripe had to tell was lost, so that somebody had to look. */
  readonly lookedAtEnd: boolean;
  readonly steps: readonly LivedStep[];
}

/** One step as it went. */
export interface LivedStep {
  readonly action: Action;
  /** Why it was refused; null: it was done. */
  readonly refusal: string | null;
}

const CARDS: Record<Card | "declined", string> = {
  good: "4242424242424242",
  declined_then_good: "4000000000000002",
  declined: "4000000000000002",
  proof: "4000002500003155",
  proof_failed: "4000002500003155",
  fails_later: "4000000000000341",
};
/** How often somebody tries what went wrong. */
const TRIES = 6;
const LATER =
  "update public.webhook_messages set claimed_at = claimed_at - interval '2 minutes' where external_id = $1 and status = 'processing'";
/** How often Stripe would come again before the harness says that it is never taken. */
const DELIVERIES = 60;

/** Lives a life to its end, and delivers what is left of its letters. */
export async function liveLife(
  world: BillingWorld,
  life: Life,
  random: () => number,
): Promise<Lived> {
  const buyer = await world.found();
  const one = new Living(world, buyer, random);
  for (const { action, post } of life) {
    await one.act(action);
    await one.carry(post);
  }
  return one.end();
}

class Living {
  readonly #world: BillingWorld;
  readonly #buyer: Buyer;
  readonly #random: () => number;
  readonly #steps: LivedStep[] = [];
  readonly #count = { told: 0, delivered: 0, repeated: 0, lost: 0, refused: 0 };
  #customer: string | null = null;
  /** Told by Stripe and still under way. */
  #waiting: Letter[] = [];
  /** Whether something of what Stripe had to tell last is on its way to us, or has come. */
  #isTold = true;

  constructor(world: BillingWorld, buyer: Buyer, random: () => number) {
    this.#world = world;
    this.#buyer = buyer;
    this.#random = random;
  }

  async act(action: Action): Promise<void> {
    let refusal: string | null = null;
    try {
      await this.#do(action);
    } catch (error) {
      // As much of what somebody may wish is: the life goes on.
      refusal = error instanceof Error ? error.message : String(error);
    }
    this.#steps.push({ action, refusal });
  }

  /** Takes what Stripe has to tell, and delivers it as the post happens to work. */
  async carry(post: Post): Promise<void> {
    const arrived = await this.#collect();
    const chance = (percent: number) => this.#random() * 100 < percent;
    for (const letter of arrived) {
      if (chance(post.lostPercent)) this.#count.lost += 1;
      else this.#waiting.push(letter);
    }
    if (arrived.some(({ isWanted }) => isWanted))
      this.#isTold = arrived.some((letter) => letter.isWanted && this.#waiting.includes(letter));
    const now: Letter[] = [];
    const later: Letter[] = [];
    for (const letter of this.#waiting) (chance(post.nowPercent) ? now : later).push(letter);
    const repeated = now.filter(() => chance(post.twicePercent));
    this.#count.repeated += repeated.length;
    const going = post.isShuffled ? this.#shuffle([...now, ...repeated]) : [...now, ...repeated];
    this.#waiting = later;
    await inFlight(post.atOnce, going, async (letter) => {
      // What was not taken comes again, as Stripe does it.
      if (!(await this.#deliver(letter))) this.#waiting.push(letter);
    });
  }

  async end(): Promise<Lived> {
    const last = await this.#collect();
    this.#waiting.push(...last);
    if (last.some(({ isWanted }) => isWanted)) this.#isTold = true;
    for (const letter of this.#shuffle(this.#waiting)) {
      let isTaken = false;
      for (let tries = 0; !isTaken && tries < DELIVERIES; tries += 1)
        isTaken = await this.#deliver(letter);
      if (!isTaken) throw new Error(`${letter.type} (${letter.id}) is never taken.`);
    }
    const lookedAtEnd = !this.#isTold;
    if (lookedAtEnd) await this.#again(() => this.#buyer.client.call("refreshBilling", {}), 40);
    return {
      buyer: this.#buyer,
      customer: this.#customer,
      letters: this.#count,
      lookedAtEnd,
      steps: this.#steps,
    };
  }

  async #collect(): Promise<Letter[]> {
    this.#customer ??= await this.#findCustomer();
    if (this.#customer === null) return [];
    const letters = await this.#world.mailroom.take(this.#customer);
    this.#count.told += letters.length;
    return letters;
  }

  async #findCustomer(): Promise<string | null> {
    const { rows } = await this.#world.database.query<{ customer_id: string | null }>(
      "select customer_id from public.billing_accounts where organization_id = $1",
      [this.#buyer.organizationId],
    );
    return rows[0]?.customer_id ?? null;
  }

  /** Whether it was taken. */
  async #deliver(letter: Letter): Promise<boolean> {
    const response = await fetch(`${this.#world.workerUrl}/api/webhooks/stripe`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "stripe-signature": signLetter(letter, this.#world.webhookSecret, Date.now()),
      },
      body: letter.body,
    });
    await response.arrayBuffer();
    if (!response.ok) {
      this.#count.refused += 1;
      // Somebody's work on it may have died: Stripe comes again hours later, when its lease has long lapsed.
      if (response.status === 409) await this.#world.database.query(LATER, [letter.id]);
    } else {
      this.#count.delivered += 1;
    }
    return response.ok;
  }

  #shuffle<T>(some: readonly T[]): T[] {
    return some
      .map((one) => [this.#random(), one] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, one]) => one);
  }

  /** Asks again while something is out of order, as somebody would who wants it. */
  async #again<T>(ask: () => Promise<T>, tries = TRIES): Promise<T> {
    for (let left = tries; ; left -= 1) {
      try {
        return await ask();
      } catch (error) {
        const mayPass =
          error instanceof AppError && ["unavailable", "internal", "offline"].includes(error.code);
        if (!mayPass || left <= 1) throw error;
      }
    }
  }

  async #do(action: Action): Promise<void> {
    const { client } = this.#buyer;
    switch (action.kind) {
      case "buy":
        return this.#buy(action);
      case "change":
        return this.#change(action);
      case "drop_scheduled":
        return void (await this.#again(() => client.call("dropScheduledChange", {})));
      case "cancel":
        return void (await this.#again(() => client.call("cancelSubscription", {})));
      case "resume":
        return void (await this.#again(() => client.call("resumeSubscription", {})));
      case "refresh":
        return void (await this.#again(() => client.call("refreshBilling", {})));
      case "time":
        return this.#press(action.by);
      case "card":
        return this.#press(action.becomes);
      case "refund":
      case "dispute":
        return this.#press(action.kind);
      case "pay_invoice":
        return this.#payInvoice(action.card);
      case "past_us":
        return this.#pastUs(action.what);
    }
  }

  /** Presses a button of the local Stripe's own page. */
  async #press(what: string): Promise<void> {
    const { status } = await this.#world.desk.submit(`/customers/${this.#known()}`, { do: what });
    if (status !== 303) throw new Error(`the sandbox refused ${what}`);
  }

  #known(): string {
    if (this.#customer === null) throw new Error("nothing was bought yet");
    return this.#customer;
  }

  async #buy({ planId, seats, lines, end }: Action & { kind: "buy" }): Promise<void> {
    const { client, userId } = this.#buyer;
    const { appOrigin } = this.#world;
    const billing = await this.#again(() => client.call("getBilling", {}));
    const offer = billing.plans.find(({ id }) => id === planId);
    const body = {
      userId,
      priceId: offer?.priceId ?? "",
      successUrl: `${appOrigin}/billing/return?session={CHECKOUT_SESSION_ID}`,
      cancelUrl: `${appOrigin}/billing`,
      ...(planId === "team" ? { seats } : {}),
      extraSimLines: lines,
    };
    const open = () => this.#again(() => client.call("createCheckout", { body }));
    if (end === "twice") {
      const both = await Promise.allSettled([open(), open()]);
      for (const one of both) if (one.status === "fulfilled") await this.#pay(one.value, "good");
      return;
    }
    const session = await open();
    if (end === "left") return;
    if (end === "expired")
      return void (await this.#world.desk.send(
        "POST",
        `/v1/checkout/sessions/${session.sessionId}/expire`,
      ));
    await this.#pay(session, end);
    // Half of them come back to the product; the others close the window.
    if (this.#random() < 0.5) await this.#again(() => client.call("refreshBilling", {}));
  }

  async #pay({ sessionId }: { sessionId: string }, card: Card): Promise<void> {
    const { desk } = this.#world;
    const path = `/checkout/${sessionId}`;
    const fill = (number: string) =>
      desk.submit(path, {
        email: this.#buyer.email,
        name: "A. Buyer",
        number,
        expiry: "12/40",
        cvc: "123",
      });
    const { leadsTo } = await fill(CARDS[card]);
    if (card === "declined_then_good") await fill(CARDS.good);
    else if (leadsTo?.endsWith("/3d-secure"))
      await desk.submit(leadsTo, { answer: card === "proof" ? "complete" : "fail" });
  }

  async #change({ planId, seats, lines, when, proof }: Action & { kind: "change" }): Promise<void> {
    const { client } = this.#buyer;
    const wish = { planId, seats: planId === "team" ? seats : null, extraSimLines: lines };
    const look = (at: "now" | "period_end") =>
      this.#again(() => client.call("previewChange", { body: { wish, when: at } }));
    const atOnce = await look("now");
    // As the screen offers it: only less can begin later.
    const preview =
      when === "period_end" && atOnce.direction === "down" ? await look(when) : atOnce;
    const { prorationDate, version } = preview;
    const body = { id: randomUUID(), wish, when: preview.when, prorationDate, version };
    const { outcome, url } = await this.#again(() => client.call("changeSubscription", { body }));
    if (outcome === "payment" && url !== null) await this.#prove(new URL(url).pathname, proof);
  }

  /** Goes on from an invoice's page to the bank's, and answers it. */
  async #prove(invoicePath: string, succeeds: boolean): Promise<void> {
    const { desk } = this.#world;
    const page = await (await fetch(new URL(invoicePath, desk.url))).text();
    const [, bank] = /href="(\/3d-secure\/[^"]+)"/.exec(page) ?? [];
    if (bank !== undefined) await desk.submit(bank, { answer: succeeds ? "complete" : "fail" });
  }

  async #payInvoice(card: "good" | "declined"): Promise<void> {
    const [invoice] = await this.#list("/v1/invoices", { status: "open" });
    if (invoice === undefined) throw new Error("no invoice is open");
    await this.#world.desk.submit(`/invoices/${invoice.id}`, {
      number: CARDS[card],
      expiry: "12/40",
      cvc: "123",
      name: "A. Buyer",
    });
  }

  async #pastUs(what: (Action & { kind: "past_us" })["what"]): Promise<void> {
    const { desk } = this.#world;
    if (what === "void_open") {
      const [invoice] = await this.#list("/v1/invoices", { status: "open" });
      if (invoice === undefined) throw new Error("no invoice is open");
      return void (await desk.send("POST", `/v1/invoices/${invoice.id}/void`));
    }
    const [subscription] = await this.#list("/v1/subscriptions", {});
    if (subscription === undefined) throw new Error("there is no subscription");
    const path = `/v1/subscriptions/${subscription.id}`;
    switch (what) {
      case "end":
        return void (await desk.send("DELETE", path));
      case "end_later":
        return void (await desk.send("POST", path, { cancel_at_period_end: "true" }));
      case "pause":
        return void (await desk.send("POST", path, { "pause_collection[behavior]": "void" }));
      case "unpause":
        return void (await desk.send("POST", path, { pause_collection: "" }));
      case "more_seats": {
        const [item] = itemsSchema.parse(subscription).items.data;
        const form = { "items[0][id]": item?.id ?? "", "items[0][quantity]": "4" };
        return void (await desk.send("POST", path, form));
      }
    }
  }

  #list(path: string, query: Record<string, string>): Promise<StripeObject[]> {
    return this.#world.desk.all(path, { ...query, customer: this.#known() });
  }
}

const itemsSchema = z.object({ items: z.object({ data: z.array(z.object({ id: z.string() })) }) });
