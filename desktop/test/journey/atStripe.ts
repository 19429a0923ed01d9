import { expect, type Page } from "@playwright/test";
import { readStack } from "./readStack.ts";

/** What the local Stripe lets happen to a customer, and how its page's form says it. */
const HAPPENINGS = {
  "To the next renewal": "renewal",
  "Card fails from now on": "failing",
} as const;

/** Has something happen at Stripe to the customer whose mails go to `email`. */
export async function atStripe(
  page: Page,
  email: string,
  happening: keyof typeof HAPPENINGS,
): Promise<void> {
  const { stripe } = readStack();
  await page.goto(stripe);
  const customer = await page
    .getByRole("region")
    .filter({ hasText: email })
    .getByRole("heading")
    .getAttribute("id");
  // Its buttons have tests of their own; sent as they send it, it is done when this is.
  const done = await page.request.post(`${stripe}/customers/${customer}`, {
    form: { do: HAPPENINGS[happening] },
    maxRedirects: 0,
  });
  expect(done.status()).toBe(303);
}
