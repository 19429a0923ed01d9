import type { Change } from "#shared/billing";
import type { Usage } from "#shared/entitlement";
import { AppError, type ErrorCode } from "#shared/errors";
import { DurableObject } from "cloudflare:workers";
import type { BillingAccountRpc, Bindings, CheckoutOrder, ClaimedMessages, Env } from "../env.ts";
import type { WorkContext } from "../http/context.ts";
import { type RpcAnswer, wrapAnswer } from "../http/rpcAnswer.ts";
import { workContext } from "../http/workContext.ts";
import { dropWhatWaits } from "./dropWhatWaits.ts";
import { endPlan } from "./endPlan.ts";
import { keepPlan } from "./keepPlan.ts";
import { type ChangeResult, makeChange } from "./makeChange.ts";
import { openCheckout } from "./openCheckout.ts";
import { recoverChange } from "./recoverChange.ts";
import { type Reading, syncSubscription } from "./syncSubscription.ts";

/** A reading that nobody told us to make. */
const LOOK: Reading = { messages: [], ticket: null, customer: null, actor: null };
/** Refusals before Stripe was told anything, which say nothing against what we know. */
const UNTOUCHED: readonly ErrorCode[] = ["invalid_input", "exceeds_plan", "read_only"];

/**
 * Speaks with Stripe for one organisation, one thing after the other: that customer's lock. What it knows stands in
 * Stripe and Postgres, and in its storage a change that is on its way; losing this object loses nothing, and of two of
 * them the older reading is not written.
 */
export class BillingAccount extends DurableObject<Bindings> implements BillingAccountRpc {
  /** Ends when all that was asked for has. Never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  /** The reading that has not begun: who asks for one shares it. */
  #next: (Reading & { readonly done: Promise<void> }) | null = null;

  sync(organizationId: string, messages: ClaimedMessages | null): Promise<RpcAnswer<null>> {
    return wrapAnswer(async () => {
      const customer = messages?.customer ?? null;
      const next = this.#next ?? {
        messages: [],
        ticket: 0,
        customer,
        actor: null,
        done: this.#inTurn((context) => this.#read(context, organizationId)),
      };
      const known = messages?.ticket ?? null;
      this.#next = {
        messages: [...next.messages, ...(messages?.ids ?? [])],
        // One that comes without has the reading take its own.
        ticket: next.ticket === null || known === null ? null : Math.max(next.ticket, known),
        // Where they differ, or somebody looks, it is looked up: an organisation may have been another customer before.
        customer: next.customer === customer ? customer : null,
        actor: null,
        done: next.done,
      };
      await next.done;
      return null;
    });
  }

  checkout(organizationId: string, order: CheckoutOrder) {
    return wrapAnswer(() =>
      this.#inTurn((context) => openCheckout(context, organizationId, order)),
    );
  }

  change(
    organizationId: string,
    actor: string,
    change: Change,
    usage: Usage,
  ): Promise<RpcAnswer<ChangeResult>> {
    return this.#act(organizationId, actor, (env) =>
      makeChange(env, this.ctx.storage, { organizationId, change, usage }),
    );
  }

  dropScheduled(organizationId: string, actor: string): Promise<RpcAnswer<null>> {
    return this.#act(organizationId, actor, async (env) => {
      await dropWhatWaits(env, this.ctx.storage, organizationId);
      return null;
    });
  }

  end(organizationId: string, actor: string): Promise<RpcAnswer<null>> {
    return this.#act(organizationId, actor, async (env) => {
      await endPlan(env, this.ctx.storage, organizationId);
      return null;
    });
  }

  keep(organizationId: string, actor: string): Promise<RpcAnswer<null>> {
    return this.#act(organizationId, actor, async (env) => {
      await keepPlan(env, organizationId);
      return null;
    });
  }

  /** Looks after a change that nobody brought to its end. */
  override async alarm(): Promise<void> {
    await this.#inTurn(async (context) => {
      const organizationId = await recoverChange(context.env, this.ctx.storage);
      if (organizationId !== null) await syncSubscription(context, organizationId, LOOK);
    });
  }

  /** Does something at Stripe and reads what that made of it, so that the answer is the truth. */
  #act<T>(
    organizationId: string,
    actor: string,
    work: (env: Env) => Promise<T>,
  ): Promise<RpcAnswer<T>> {
    return wrapAnswer(() =>
      this.#inTurn(async (context) => {
        let result: T;
        try {
          result = await work(context.env);
        } catch (error) {
          if (!(error instanceof AppError) || !UNTOUCHED.includes(error.code))
            // What we know may be why it failed. That this fails too says nothing new.
            await syncSubscription(context, organizationId, LOOK).catch(() => undefined);
          throw error;
        }
        await syncSubscription(context, organizationId, { ...LOOK, actor });
        return result;
      }),
    );
  }

  async #read(context: WorkContext, organizationId: string): Promise<void> {
    const reading = this.#next ?? LOOK;
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
