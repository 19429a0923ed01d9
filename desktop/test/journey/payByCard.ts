import type { Page } from "@playwright/test";

/** Stripe's test cards: https://docs.stripe.com/testing#cards */
export const CARDS = {
  pays: "4242 4242 4242 4242",
  isDeclined: "4000 0000 0000 0002",
  asksProof: "4000 0025 0000 3155",
} as const;

/** Fills in a card on one of Stripe's pages and presses its button. */
export async function payByCard(page: Page, card: keyof typeof CARDS): Promise<void> {
  await page.getByLabel("Card number").fill(CARDS[card]);
  await page.getByLabel("Expiration").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Ada Byron");
  await page.getByRole("button", { name: /^(Subscribe|Pay \$[\d,.]+)$/ }).click();
}
