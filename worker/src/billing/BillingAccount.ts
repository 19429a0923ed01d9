import { DurableObject } from "cloudflare:workers";
import type { BillingAccountRpc, Bindings } from "../env.ts";
import type { WorkContext } from "../http/context.ts";
import { type RpcAnswer, wrapAnswer } from "../http/rpcAnswer.ts";
import { workContext } from "../http/workContext.ts";
import { type Reading, syncSubscription } from "./syncSubscription.ts";

/**
 * Speaks with Stripe for one organisation, one thing after the other: that customer's lock. What it knows stands in
 * Stripe and Postgres; losing this object loses nothing, and of two of them the older reading is not written.
 */
export class BillingAccount extends DurableObject<Bindings> implements BillingAccountRpc {
  /** Ends when all that was asked for has. Never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  /** The reading that has not begun: who asks for one shares it. */
  #next: (Reading & { readonly done: Promise<void> }) | null = null;

  sync(
    organizationId: string,
    message: { id: string; ticket: number | null } | null,
  ): Promise<RpcAnswer<null>> {
    return wrapAnswer(async () => {
      const next = this.#next ?? {
        messages: [],
        ticket: 0,
        done: this.#inTurn((context) => this.#read(context, organizationId)),
      };
      const known = message?.ticket ?? null;
      this.#next = {
        messages: message === null ? next.messages : [...next.messages, message.id],
        // One that comes without has the reading take its own.
        ticket: next.ticket === null || known === null ? null : Math.max(next.ticket, known),
        done: next.done,
      };
      await next.done;
      return null;
    });
  }

  async #read(context: WorkContext, organizationId: string): Promise<void> {
    const reading = this.#next ?? { messages: [], ticket: null };
    this.#next = null;
    await syncSubscription(context, organizationId, reading);
  }

  /** Runs one thing after the other; the next begins when the last has ended, however it did. */
  #inTurn<T>(work: (context: WorkContext) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => work(workContext(this.env, this.ctx)));
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
