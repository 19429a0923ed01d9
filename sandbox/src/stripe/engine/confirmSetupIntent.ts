import type Stripe from "stripe";
import { StripeError } from "../StripeError.ts";
import type { StripeWorld } from "../StripeWorld.ts";
import { attachPaymentMethod, findPaymentMethod } from "./attachPaymentMethod.ts";
import { testCardOf } from "./createCard.ts";
import { idOf } from "./idOf.ts";
import { amend, create } from "./keep.ts";
import { refuse } from "./refuse.ts";
import { throwKept } from "./throwKept.ts";

/** A way to save a card for later payments. https://docs.stripe.com/api/setup_intents */
export function createSetupIntent(
  world: StripeWorld,
  given: {
    customer: string | null;
    description: string | null;
    metadata: Stripe.Metadata;
    paymentMethod: string | null;
    usage: "off_session" | "on_session";
  },
): Stripe.SetupIntent {
  const id = world.newId("seti");
  return create(
    world,
    "setup_intent",
    {
      id,
      object: "setup_intent",
      allowed_payment_method_types: null,
      application: null,
      automatic_payment_methods: null,
      cancellation_reason: null,
      client_secret: `${id}_secret_${world.newId("", 25).replaceAll("_", "")}`,
      created: world.now(given.customer),
      customer: given.customer,
      customer_account: null,
      description: given.description,
      excluded_payment_method_types: null,
      flow_directions: null,
      last_setup_error: null,
      latest_attempt: null,
      livemode: false,
      mandate: null,
      metadata: given.metadata,
      next_action: null,
      on_behalf_of: null,
      payment_method: given.paymentMethod,
      payment_method_configuration_details: null,
      payment_method_options: null,
      payment_method_types: ["card"],
      single_use_mandate: null,
      status: given.paymentMethod ? "requires_confirmation" : "requires_payment_method",
      usage: given.usage,
    },
    "setup_intent.created",
  );
}

/** Saves the card, or asks its holder for proof first. @throws StripeError 402 that keeps, where the bank refuses */
export function confirmSetupIntent(
  world: StripeWorld,
  id: string,
  options: { paymentMethod?: string | undefined; returnUrl?: string | undefined },
): Stripe.SetupIntent {
  const before = world.store.get("setup_intent", id);
  if (before.status !== "requires_payment_method" && before.status !== "requires_confirmation")
    refuse(`You cannot confirm this SetupIntent because it has a status of ${before.status}.`, {
      code: "setup_intent_unexpected_state",
    });
  const given = options.paymentMethod ?? idOf(before.payment_method);
  if (!given)
    refuse("You cannot confirm this SetupIntent because it's missing a payment method.", {
      code: "setup_intent_unexpected_state",
    });
  const paymentMethod = findPaymentMethod(world, given);
  if (!testCardOf(world, paymentMethod.id).threeDSecure)
    return save(world, before, paymentMethod.id);
  const asked = amend(world, "setup_intent", id, {
    payment_method: paymentMethod.id,
    status: "requires_action",
    next_action: {
      type: "redirect_to_url",
      redirect_to_url: {
        return_url: options.returnUrl ?? null,
        url: `${world.url}/3d-secure/${id}`,
      },
    },
  });
  world.emit("setup_intent.requires_action", asked);
  return asked;
}

/** What the card's holder answered on the 3-D Secure page. */
export function completeSetup(
  world: StripeWorld,
  id: string,
  succeeds: boolean,
): Stripe.SetupIntent {
  const before = world.store.get("setup_intent", id);
  const paymentMethod = idOf(before.payment_method);
  if (before.status !== "requires_action" || !paymentMethod)
    refuse(`This SetupIntent has a status of ${before.status}: nothing is to be authenticated.`, {
      code: "setup_intent_unexpected_state",
    });
  if (succeeds) return save(world, before, paymentMethod);
  const failed = amend(world, "setup_intent", id, {
    last_setup_error: {
      code: "setup_intent_authentication_failure",
      message:
        "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
      type: "invalid_request_error",
    },
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  });
  world.emit("setup_intent.setup_failed", failed);
  return failed;
}

function save(
  world: StripeWorld,
  before: Stripe.SetupIntent,
  paymentMethod: string,
): Stripe.SetupIntent {
  const customer = idOf(before.customer);
  try {
    if (customer) attachPaymentMethod(world, paymentMethod, customer);
  } catch (error) {
    if (!(error instanceof StripeError) || error.status !== 402) throw error;
    const failed = amend(world, "setup_intent", before.id, {
      last_setup_error: { code: "card_declined", message: error.message, type: "card_error" },
      payment_method: null,
      status: "requires_payment_method",
    });
    world.emit("setup_intent.setup_failed", failed);
    return throwKept({ ...error.body, setup_intent: failed });
  }
  world.store.setNote(paymentMethod, { ...world.store.note(paymentMethod), setUp: true });
  const saved = amend(world, "setup_intent", before.id, {
    next_action: null,
    payment_method: paymentMethod,
    status: "succeeded",
  });
  world.emit("setup_intent.succeeded", saved);
  return saved;
}
