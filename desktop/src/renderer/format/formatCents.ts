const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const whole = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});

/** An amount of money: `$1,203.50`. @param cents a whole number; below zero a credit */
export function formatCents(cents: number): string {
  return dollars.format(cents / 100);
}

/** A price, without cents where it has none: `$99`, `$9.50`. */
export function formatPrice(cents: number): string {
  return (cents % 100 === 0 ? whole : dollars).format(cents / 100);
}
