import { createHmac } from "node:crypto";
import { z } from "zod";
import { WANTED_EVENTS } from "../../../worker/src/clients/stripe/wantedEvents.ts";
import type { StripeDesk, StripeObject } from "./StripeDesk.ts";

const aboutSchema = z.looseObject({
  type: z.string(),
  data: z.object({
    object: z.looseObject({
      // An invoice to come has none yet.
      id: z.string().optional(),
      object: z.string(),
      customer: z.string().nullish(),
      charge: z.string().nullish(),
      payment_intent: z.string().nullish(),
      invoice: z.string().nullish(),
    }),
  }),
});

/** Something that Stripe has to tell. */
export interface Letter {
  readonly id: string;
  readonly type: string;
  /** Whether we asked to be told of its kind. */
  readonly isWanted: boolean;
  readonly body: string;
}

const WANTED: ReadonlySet<string> = new Set(WANTED_EVENTS);

/** Takes what Stripe has to tell and keeps it by customer, undelivered. */
export class Mailroom {
  readonly #desk: StripeDesk;
  readonly #letters = new Map<string, Letter[]>();
  /** Whose the things are that name no customer themselves. */
  readonly #owners = new Map<string, string>();
  #last: string | null = null;
  #pulling: Promise<void> = Promise.resolve();

  constructor(desk: StripeDesk) {
    this.#desk = desk;
  }

  /** Everything that Stripe had to tell of a customer until now, in its order; taken away by this. */
  async take(customer: string): Promise<Letter[]> {
    const pulled = this.#pulling.then(() => this.#pull());
    this.#pulling = pulled.catch(() => undefined);
    await pulled;
    const letters = this.#letters.get(customer) ?? [];
    this.#letters.delete(customer);
    return letters;
  }

  async #pull(): Promise<void> {
    const events = await this.#desk.since("/v1/events", this.#last);
    this.#last = events.at(-1)?.id ?? this.#last;
    for (const event of events) this.#sort(event);
  }

  #sort(event: StripeObject): void {
    const { type, data } = aboutSchema.parse(event);
    const { object } = data;
    const customer =
      object.object === "customer"
        ? object.id
        : (object.customer ??
          [object.charge, object.payment_intent, object.invoice]
            .map((id) => (id == null ? undefined : this.#owners.get(id)))
            .find((owner) => owner !== undefined));
    if (customer === undefined) return;
    if (object.id !== undefined) this.#owners.set(object.id, customer);
    const letter = { id: event.id, type, isWanted: WANTED.has(type), body: JSON.stringify(event) };
    this.#letters.set(customer, [...(this.#letters.get(customer) ?? []), letter]);
  }
}

/** What Stripe would send with it now: https://docs.stripe.com/webhooks#verify-manually */
export function signLetter(letter: Letter, secret: string, nowMs: number): string {
  const at = Math.floor(nowMs / 1_000);
  const signature = createHmac("sha256", secret).update(`${at}.${letter.body}`).digest("hex");
  return `t=${at},v1=${signature}`;
}
