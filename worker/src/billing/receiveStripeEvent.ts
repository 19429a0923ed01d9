import { AppError } from "#shared/errors";
import { readChargeCustomer } from "../clients/stripe/readChargeCustomer.ts";
import { verifyEvent } from "../clients/stripe/verifyEvent.ts";
import { WANTED_EVENTS } from "../clients/stripe/wantedEvents.ts";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone } from "../clients/supabase/rows.ts";
import type { WorkContext } from "../http/context.ts";
import { readBody } from "../http/readBody.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { letterboxOf } from "./letterboxOf.ts";

/** Far more than an event of ours; Stripe's own limit is not documented. */
const MAX_BODY_BYTES = 1024 * 1024;
const WANTED: ReadonlySet<string> = new Set(WANTED_EVENTS);

/**
 * Takes a message of Stripe's. Nothing is written before its signature holds, and nothing is believed but of which
 * customer it speaks: what is so is read from Stripe. The same message again changes nothing; one that fails is freed,
 * and answered so that Stripe sends it again.
 * @throws AppError `invalid_input` for a body that Stripe did not sign now; `conflict` while the same message is being
 *   worked on; `unavailable` where Stripe or the database does not answer
 */
export async function receiveStripeEvent(
  context: WorkContext,
  request: Request,
): Promise<Response> {
  const { env } = context;
  const secrets = env.STRIPE_WEBHOOK_SECRET ?? [];
  if (secrets.length === 0) throw new AppError("unavailable");
  const header = request.headers.get("stripe-signature") ?? "";
  const message = await verifyEvent(await readSmall(request), header, secrets, Date.now());
  if (message === null)
    throw new AppError("invalid_input", "The signature is missing, wrong or too old.");

  const isWanted = WANTED.has(message.type);
  if (!isWanted) console.info(`Stripe: nothing follows from ${message.type}.`);
  const { charge } = message;
  const customer =
    message.customer ??
    (isWanted && charge !== null ? await readChargeCustomer(env, charge) : null);
  const payload = { ...message, customer };
  if (isWanted && customer !== null)
    unwrapAnswer(await letterboxOf(env, customer).take(customer, payload));
  else {
    const unread = { event: message.id, customer, is_wanted: false, payload };
    assertDone(await serviceDatabase(env).rpc("claim_stripe_event", unread));
  }
  return Response.json({ ok: true });
}

/** What is too large to be Stripe's is refused as what Stripe did not sign. */
async function readSmall(request: Request): Promise<ArrayBuffer> {
  try {
    return await readBody(request, MAX_BODY_BYTES);
  } catch (cause) {
    throw new AppError("invalid_input", "The body is cut or too large.", { cause });
  }
}
