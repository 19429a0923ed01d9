import type Stripe from "stripe";

/**
 * What the local Stripe keeps, each as the API answers it at the version that the SDK pins: expandable fields as ids.
 * What the API includes only when it is asked for by `expand` (http/includables.ts) may be kept on the object; the
 * frame hides it.
 */
export interface StripeObjects {
  customer: Stripe.Customer;
  product: Stripe.Product;
  price: Stripe.Price;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  setup_intent: Stripe.SetupIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  subscription: Stripe.Subscription;
  subscription_schedule: Stripe.SubscriptionSchedule;
  invoice: Stripe.Invoice;
  invoiceitem: Stripe.InvoiceItem;
  invoice_payment: Stripe.InvoicePayment;
  customer_balance_transaction: Stripe.CustomerBalanceTransaction;
  "checkout.session": Stripe.Checkout.Session;
  "billing_portal.session": Stripe.BillingPortal.Session;
  "billing_portal.configuration": Stripe.BillingPortal.Configuration;
  "test_helpers.test_clock": Stripe.TestHelpers.TestClock;
  webhook_endpoint: Stripe.WebhookEndpoint;
  event: Stripe.Event;
}

export type Kind = keyof StripeObjects;

/** What is kept. Everything between the begin and the end of a change counts together, or not at all. */
export interface ObjectStore {
  /** @throws StripeError `resource_missing` */
  get<K extends Kind>(kind: K, id: string, param?: string): StripeObjects[K];
  find<K extends Kind>(kind: K, id: string): StripeObjects[K] | undefined;
  /** Adds it, or puts it in the place of the one with its id. */
  put<K extends Kind>(kind: K, object: StripeObjects[K]): StripeObjects[K];
  remove(kind: Kind, id: string): void;
  /** The newest first; `customer` narrows to what names that customer. */
  list<K extends Kind>(kind: K, customer?: string): StripeObjects[K][];
  /** As `list`, read one by one: for those that need few of many. `behind` is the id of the one before the first. */
  walk<K extends Kind>(
    kind: K,
    options?: { customer?: string | undefined; behind?: string | undefined; oldestFirst?: boolean },
  ): Iterable<StripeObjects[K]>;
  /** What stands beside an object and no answer shows: a card's way to fail, where a checkout stands. */
  note(id: string): Readonly<Record<string, unknown>>;
  setNote(id: string, note: Readonly<Record<string, unknown>>): void;
  /**
   * Runs a change; what it wrote and emitted is undone where it throws, unless with a StripeError that says it `keeps`
   * it. One inside another is undone alone, or kept with the outer one. The frame runs each route in one.
   */
  change<T>(run: () => T): T;
}

/** The local Stripe, as its resources see it. All of it is synchronous: one request after the other. */
export interface StripeWorld {
  readonly store: ObjectStore;
  /** Where people reach it: hosted pages and PDFs. No slash at its end. */
  readonly url: string;
  /** Unix seconds: by the customer's test clock where it has one, by the wall otherwise. */
  now(customer?: string | null): number;
  /** An id as Stripe's: `prefix_` and 24 letters and digits; for secrets pass a longer length. */
  newId(prefix: string, length?: number): string;
  /** Tells an event of the object as it is now; it leaves when the change has been kept. `previous`: the attributes that changed, as they were. */
  emit(type: Stripe.Event.Type, object: object, previous?: object): void;
}
