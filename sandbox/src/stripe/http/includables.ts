import type { StripeWorld } from "../StripeWorld.ts";
import { isRecord } from "./isRecord.ts";

/** What each object has only where it is asked for by `expand`: "includable" in https://docs.stripe.com/expand */
const INCLUDABLES: Readonly<Record<string, readonly string[] | undefined>> = {
  invoice: ["confirmation_secret", "payments"],
  "checkout.session": ["line_items"],
  customer: [
    "subscriptions",
    "sources",
    "tax_ids",
    "tax",
    "cash_balance",
    "invoice_credit_balance",
  ],
  charge: ["refunds"],
  price: ["tiers", "currency_options"],
};

/** Whether a field of an object is there on demand only. */
export function isIncludable(object: Readonly<Record<string, unknown>>, field: string): boolean {
  return (
    typeof object["object"] === "string" &&
    (INCLUDABLES[object["object"]]?.includes(field) ?? false)
  );
}

/** A copy without what nobody asked for. */
export function hideIncludables<T>(value: T): T;
export function hideIncludables(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => hideIncludables(item));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => !isIncludable(value, field))
      .map(([field, inner]) => [field, hideIncludables(inner)]),
  );
}

/** What an includable field shows: as the object keeps it, or put together from what names the object. */
export function include(
  world: StripeWorld,
  kept: Readonly<Record<string, unknown>>,
  field: string,
): unknown {
  const { object, id } = kept;
  if (kept[field] !== undefined || typeof id !== "string") return kept[field] ?? null;
  const listOf = (data: readonly object[], url: string) => {
    return { object: "list", data, has_more: false, url };
  };
  const { store } = world;
  switch (`${String(object)}.${field}`) {
    case "invoice.payments":
      return listOf(
        store.list("invoice_payment", customerOf(kept)).filter((payment) => payment.invoice === id),
        "/v1/invoice_payments",
      );
    case "customer.subscriptions":
      return listOf(
        store
          .list("subscription", id)
          .filter(({ status }) => status !== "canceled" && status !== "incomplete_expired"),
        `/v1/customers/${id}/subscriptions`,
      );
    case "customer.sources":
    case "customer.tax_ids":
      return listOf([], `/v1/customers/${id}/${field}`);
    case "charge.refunds":
      return listOf(
        store.list("refund", customerOf(kept)).filter((refund) => refund.charge === id),
        `/v1/charges/${id}/refunds`,
      );
    default:
      return null;
  }
}

function customerOf({ customer }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof customer === "string" ? customer : undefined;
}
