import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumArgs, findChromium } from "../../../../desktop/test/host/findChromium.ts";
import { startTestStripe, type TestStripe } from "../startTestStripe.ts";

const executablePath = chromiumOrNone();
const hasChromium = executablePath !== undefined;
let world: TestStripe;
let browser: Browser;
beforeAll(async () => {
  if (executablePath === undefined) return;
  world = await startTestStripe();
  browser = await chromium.launch({ executablePath, args: chromiumArgs });
});
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await world.stop();
});

function chromiumOrNone(): string | undefined {
  try {
    return findChromium();
  } catch {
    return undefined;
  }
}

async function checkAccess(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual(
    [],
  );
}

/** Types a card by the keyboard alone, from its number on, and presses Enter. */
async function typeCard(page: Page, number: string): Promise<void> {
  await page.getByLabel("Card number").focus();
  for (const value of [number, "12/34", "123", "Ada"]) {
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(value);
    if (value !== "Ada") await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
}

async function buy(): Promise<{ customer: string; url: string }> {
  const { id: customer } = await world.stripe.customers.create({ email: "ada@example.com" });
  const session = await world.stripe.checkout.sessions.create({
    mode: "subscription",
    customer,
    line_items: [{ price: await world.price(4900, "Team"), quantity: 3 }],
    // Another origin than the page's, as the product's is: the policy must let the redirect pass.
    success_url: `${world.url.replace("127.0.0.1", "localhost")}/?paid={CHECKOUT_SESSION_ID}`,
    cancel_url: `${world.url}/?cancelled`,
  });
  return { customer, url: session.url ?? "" };
}

test.skipIf(!hasChromium).each(["light", "dark"] as const)(
  "in %s a checkout is paid by keyboard after a refusal and 3-D Secure; its invoice, portal and failing renewal can be seen and mended",
  async (colorScheme) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 720, height: 900 },
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const { customer, url } = await buy();
    await page.goto(url);
    expect(await page.getByRole("link", { name: "Back" }).getAttribute("href")).toContain(
      "cancelled",
    );
    await page.getByText("$147.00").first().waitFor();
    await checkAccess(page);
    await typeCard(page, "4000000000000002");
    await page.getByRole("alert").filter({ hasText: "Your card was declined." }).waitFor();
    await checkAccess(page);
    await typeCard(page, "4000002500003155");
    await page.getByRole("button", { name: "Complete" }).waitFor();
    await checkAccess(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/localhost.*paid=cs_test_/);

    await page.goto(world.url);
    const card = page.locator("section").filter({ has: page.locator(`[id="${customer}"]`) });
    await card.getByRole("button", { name: "Card fails from now on" }).click();
    await card.getByRole("button", { name: "To the next renewal" }).click();
    await card.getByText("past_due").waitFor();
    await checkAccess(page);
    await card.getByRole("link", { name: /^Open invoice/ }).click();
    await page.getByText("The last try failed: Your card was declined.").waitFor();
    await page.getByRole("button", { name: /with •••• 0341/ }).click();
    await page.getByRole("alert").filter({ hasText: "Your card was declined." }).waitFor();
    await typeCard(page, "4000002760003184");
    await page.getByRole("button", { name: "Complete" }).click();
    await page.getByText("Paid", { exact: true }).waitFor();
    await checkAccess(page);
    const pdf = await page.request.get(`${page.url()}/pdf`);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    expect((await pdf.body()).subarray(0, 8).toString()).toBe("%PDF-1.4");

    const [charge] = (await world.stripe.charges.list({ customer, limit: 1 })).data;
    await page.goto(charge?.receipt_url ?? "");
    await page.getByText("$147.00").waitFor();
    await checkAccess(page);

    await world.stripe.billingPortal.configurations.create({
      features: {
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: true },
        customer_update: { enabled: true, allowed_updates: ["email", "name"] },
      },
    });
    const portal = await world.stripe.billingPortal.sessions.create({ customer });
    await page.goto(portal.url);
    await checkAccess(page);
    await typeCard(page, "4242424242424242");
    await page
      .getByRole("listitem")
      .filter({ hasText: "4242" })
      .getByText("Default", { exact: true })
      .waitFor();
    await page.getByRole("button", { name: "Cancel plan" }).click();
    await page.getByRole("button", { name: "Don’t cancel" }).waitFor();
    const { data } = await world.stripe.subscriptions.list({
      customer,
      expand: ["data.default_payment_method"],
    });
    expect(data).toMatchObject([
      {
        status: "active",
        cancel_at_period_end: true,
        default_payment_method: { card: { last4: "4242" } },
      },
    ]);
    await context.close();
  },
  120_000,
);
