import { AppError } from "#shared/errors";
import { DurableObject } from "cloudflare:workers";
import { z } from "zod";
import type { StripeMessage } from "../clients/stripe/verifyEvent.ts";
import { parseRows } from "../clients/supabase/rows.ts";
import { type Bindings, readEnv, type StripeLetterboxRpc } from "../env.ts";
import { type RpcAnswer, unwrapAnswer, wrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";
import { turnDatabase } from "./turnDatabase.ts";

/** A checkout's dozen arrive within a moment: the first waits so long for the others (ms). */
const GATHER_MS = 75;
/** Those that came while others were claimed go into the same reading. */
const CLAIMS_A_READING = 2;

const BUSY = "This message is being worked on.";

const claimSchema = z.object({
  event: z.string(),
  id: z.uuid(),
  state: z.enum(["claimed", "done", "busy"]),
  ticket: z.int(),
  organization_id: z.uuid().nullable(),
});

/** A message that has arrived, and the end of the work on it. */
interface Letter {
  readonly message: StripeMessage;
  readonly done: PromiseWithResolvers<void>;
}

interface Claimed extends Letter {
  readonly id: string;
  readonly ticket: number;
  readonly organizationId: string;
}

/**
 * Takes Stripe's messages about one customer, and has all that wait claimed by one request and ended by one reading.
 * Each is answered when it is done. Losing this object loses nothing: what was not answered, Stripe sends again.
 */
export class StripeLetterbox extends DurableObject<Bindings> implements StripeLetterboxRpc {
  /** All that are not done, by Stripe's ids: the same twice at once is one. */
  readonly #letters = new Map<string, Letter>();
  /** Those of them that are not claimed. */
  #waiting: Letter[] = [];
  #isWorking = false;

  take(customer: string, message: StripeMessage): Promise<RpcAnswer<null>> {
    return wrapAnswer(async () => {
      const letter = this.#letters.get(message.id) ?? this.#put(message);
      if (!this.#isWorking) void this.#work(customer);
      await letter.done.promise;
      return null;
    });
  }

  #put(message: StripeMessage): Letter {
    const letter = { message, done: Promise.withResolvers<void>() };
    this.#letters.set(message.id, letter);
    this.#waiting.push(letter);
    return letter;
  }

  /** Never rejects. */
  async #work(customer: string): Promise<void> {
    this.#isWorking = true;
    await scheduler.wait(GATHER_MS);
    while (this.#waiting.length > 0) {
      const claimed: Claimed[] = [];
      for (let turn = 0; turn < CLAIMS_A_READING && this.#waiting.length > 0; turn += 1)
        claimed.push(...(await this.#claimAll(customer)));
      await this.#read(customer, claimed);
    }
    this.#isWorking = false;
  }

  /** Claims all that wait; answers those that are to be read for, and ends the others. Never rejects. */
  async #claimAll(customer: string): Promise<Claimed[]> {
    const letters = this.#waiting;
    this.#waiting = [];
    try {
      const messages = letters.map(({ message }) => message);
      const claims = parseRows(
        await turnDatabase(readEnv(this.env)).rpc("claim_stripe_events", { customer, messages }),
        claimSchema,
      );
      return claims.flatMap(({ event, id, state, ticket, organization_id: organizationId }) => {
        const letter = this.#letters.get(event);
        if (letter === undefined) return [];
        if (state === "claimed" && organizationId !== null)
          return [{ ...letter, id, ticket, organizationId }];
        if (state === "busy") this.#fail(letter, new AppError("conflict", BUSY));
        else this.#end(letter);
        return [];
      });
    } catch (error) {
      for (const letter of letters) this.#fail(letter, error);
      return [];
    }
  }

  /** Never rejects. */
  async #read(customer: string, claimed: readonly Claimed[]): Promise<void> {
    const [first] = claimed;
    if (first === undefined) return;
    const { organizationId } = first;
    const messages = {
      ids: claimed.map(({ id }) => id),
      ticket: Math.max(...claimed.map(({ ticket }) => ticket)),
      customer,
    };
    try {
      const account = accountOf(readEnv(this.env), organizationId);
      unwrapAnswer(await account.sync(organizationId, messages));
      for (const letter of claimed) this.#end(letter);
    } catch (error) {
      for (const letter of claimed) this.#fail(letter, error);
    }
  }

  #end({ message, done }: Letter): void {
    this.#letters.delete(message.id);
    done.resolve();
  }

  #fail({ message, done }: Letter, error: unknown): void {
    this.#letters.delete(message.id);
    done.reject(error);
  }
}
