import type { Page } from "@playwright/test";
import { readStack } from "./readStack.ts";

/** What the local Stripe lets happen to a customer. */
type Happening = "To the next renewal" | "Card fails from now on" | "Card works again";

/** Has something happen at Stripe to the customer whose mails go to `email`. */
export async function atStripe(page: Page, email: string, happening: Happening): Promise<void> {
  await page.goto(readStack().stripe);
  await page
    .getByRole("region")
    .filter({ hasText: email })
    .getByRole("button", { name: happening })
    .click();
  await page.waitForURL(/#cus_/);
}
