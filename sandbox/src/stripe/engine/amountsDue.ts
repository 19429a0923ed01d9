/** Less cannot be charged: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const MINIMUM_CENTS = 50;

/**
 * What is to be paid of an invoice, and the customer's balance behind it (negative: a credit). An amount too small to
 * be charged is left on the balance: https://docs.stripe.com/billing/customer/balance
 */
export function amountsDue(
  totalCents: number,
  balanceCents: number,
): { dueCents: number; endingBalanceCents: number } {
  const owed = totalCents + balanceCents;
  if (owed < MINIMUM_CENTS) return { dueCents: 0, endingBalanceCents: owed };
  return { dueCents: owed, endingBalanceCents: 0 };
}
