import type { Kind } from "./StripeWorld.ts";

/** What an id stands for, by how it begins. */
export const KIND_OF_PREFIX: Readonly<Record<string, Kind | undefined>> = {
  cus: "customer",
  prod: "product",
  price: "price",
  pm: "payment_method",
  pi: "payment_intent",
  seti: "setup_intent",
  ch: "charge",
  re: "refund",
  du: "dispute",
  dp: "dispute",
  sub: "subscription",
  sub_sched: "subscription_schedule",
  in: "invoice",
  ii: "invoiceitem",
  inpay: "invoice_payment",
  cbtxn: "customer_balance_transaction",
  cs_test: "checkout.session",
  bps: "billing_portal.session",
  bpc: "billing_portal.configuration",
  clock: "test_helpers.test_clock",
  we: "webhook_endpoint",
  evt: "event",
};

/** What stands before an id's last underscore. */
export function prefixOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf("_")));
}
