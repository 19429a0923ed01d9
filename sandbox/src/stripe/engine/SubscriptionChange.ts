import type Stripe from "stripe";
import type { Cancellation } from "./changeCancellation.ts";

export type ProrationBehavior = "none" | "create_prorations" | "always_invoice";

/** One item: changed by its id, removed, or new where it names a price alone. */
export interface ItemChange {
  readonly id?: string | undefined;
  readonly price?: string | undefined;
  readonly quantity?: number | undefined;
  readonly deleted?: boolean | undefined;
  readonly metadata?: "" | Stripe.Metadata | undefined;
}

/** What bears on what is billed: previews and updates read it the same way. */
export interface BillingChange {
  readonly items?: readonly ItemChange[] | undefined;
  readonly prorationBehavior?: ProrationBehavior | undefined;
  /** Unix seconds within the current period; now where it is not given. */
  readonly prorationDate?: number | undefined;
  readonly billingCycleAnchor?: "now" | "unchanged" | undefined;
  readonly trialEnd?: "now" | number | undefined;
}

export interface SubscriptionChange extends BillingChange {
  readonly paymentBehavior?:
    | "allow_incomplete"
    | "default_incomplete"
    | "error_if_incomplete"
    | "pending_if_incomplete"
    | undefined;
  readonly offSession?: boolean | undefined;
  readonly cancellation?: Cancellation | undefined;
  /** What is only written down: metadata, the card, a pause. */
  readonly plain?: Partial<Stripe.Subscription> | undefined;
}
