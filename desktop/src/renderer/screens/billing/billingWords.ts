import type { Invoice, PlanOffer, Subscription } from "#shared/billing";
import type { Excess, SubscriptionStatus } from "#shared/entitlement";
import { countOf, formatCount } from "../../format/formatCount.ts";
import { formatPrice } from "../../format/formatCents.ts";
import type { Tone } from "../../ui/Badge.tsx";

interface Word {
  readonly label: string;
  readonly tone: Tone;
}

export const STATUS_WORDS: Record<SubscriptionStatus, Word> = {
  active: { label: "Active", tone: "accent" },
  trialing: { label: "Trial", tone: "accent" },
  past_due: { label: "Payment failed", tone: "warn" },
  unpaid: { label: "Not paid", tone: "danger" },
  paused: { label: "Paused", tone: "warn" },
  incomplete: { label: "First payment open", tone: "warn" },
  incomplete_expired: { label: "Not begun", tone: "plain" },
  canceled: { label: "Ended", tone: "plain" },
};

/** Where an invoice stands, as people read it. */
export function invoiceWord(
  invoice: Pick<
    Invoice,
    "status" | "isDisputed" | "totalCents" | "refundedCents" | "amountPaidCents"
  >,
): Word {
  if (invoice.isDisputed) return { label: "Disputed", tone: "danger" };
  if (invoice.refundedCents > 0)
    return invoice.refundedCents < invoice.amountPaidCents
      ? { label: "Partly refunded", tone: "plain" }
      : { label: "Refunded", tone: "plain" };
  switch (invoice.status) {
    case "paid":
      return { label: invoice.totalCents < 0 ? "Credited" : "Paid", tone: "accent" };
    case "open":
      return { label: "Open", tone: "warn" };
    case "uncollectible":
      return { label: "Not paid", tone: "danger" };
    case "void":
      return { label: "Void", tone: "plain" };
    default:
      return { label: "Draft", tone: "plain" };
  }
}

const EXCESS_WORDS: Record<Excess["what"], readonly [one: string, many: string]> = {
  seats: ["person", "people"],
  simLines: ["SIM line", "SIM lines"],
  lists: ["list", "lists"],
};

/** What is used beyond a plan: `7 people, 5 allowed`. */
export function excessWords({ what, used, allowed }: Excess): string {
  const [one, many] = EXCESS_WORDS[what];
  return `${countOf(used, one, many)}, ${formatCount(allowed)} allowed`;
}

/** What a plan costs: `$99 a month`. */
export function priceWords({ amountCents, seats, contact }: PlanOffer): string {
  if (amountCents === null) return contact === null ? "$0" : "By agreement";
  return `${formatPrice(amountCents)} a ${seats === null ? "month" : "seat a month"}`;
}

/** What is bought beside a plan: `7 seats, 4 more SIM lines`. Empty: nothing. */
export function contentWords({
  seats,
  extraSimLines,
}: Pick<Subscription, "seats" | "extraSimLines">): string {
  return [
    seats === null ? null : countOf(seats, "seat"),
    extraSimLines === 0 ? null : countOf(extraSimLines, "more SIM line"),
  ]
    .filter((part) => part !== null)
    .join(", ");
}

/** What of a subscription is a number that can be changed. */
export function numbersWords(subscription: Pick<Subscription, "seats"> | null): string {
  return subscription === null || subscription.seats === null ? "SIM lines" : "Seats and lines";
}

/** The things that lines are bought as: `1 bundle of 3 and 1 single`. */
export function mixWords(
  { singles, bundles }: { readonly singles: number; readonly bundles: number },
  bundleLines: number,
): string {
  return [
    bundles === 0 ? null : `${countOf(bundles, "bundle")} of ${formatCount(bundleLines)}`,
    singles === 0 ? null : countOf(singles, "single"),
  ]
    .filter((part) => part !== null)
    .join(" and ");
}

/** How far back calls are shown: `90 days`, `2 years`, `all`. */
export function historyWords(days: number | null): string {
  if (days === null) return "all";
  return days % 365 === 0 ? countOf(days / 365, "year") : countOf(days, "day");
}
