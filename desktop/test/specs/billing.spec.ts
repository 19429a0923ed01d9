import { chromium, type Page } from "@playwright/test";
import { api } from "#shared/api";
import { expect, test as base } from "../electronTest.ts";
import { chromiumArgs, findChromium } from "../host/findChromium.ts";
import { askApi } from "../journey/askApi.ts";
import { atStripe } from "../journey/atStripe.ts";
import { buyQuickly } from "../journey/buyQuickly.ts";
import { expectNoViolations } from "../journey/expectNoViolations.ts";
import { payByCard } from "../journey/payByCard.ts";
import { readStack } from "../journey/readStack.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

/** The app, and the system's browser, to which it hands Stripe's pages. */
const test = base.extend<{ browserPage: Page }>({
  paymentOrigin: async ({}, use) => use(new URL(readStack().stripe).origin),
  browserPage: async ({ headless, colorScheme }, use) => {
    const executablePath = findChromium();
    const browser = await chromium.launch({ executablePath, args: chromiumArgs, headless });
    const context = await browser.newContext({ colorScheme: colorScheme ?? null });
    await use(await context.newPage());
    await browser.close();
  },
});

/** Marks the page, so that a reload would be seen. */
const mark = (page: Page) =>
  page.evaluate(() => document.documentElement.setAttribute("data-not-reloaded", ""));
const isMarked = (page: Page) => page.locator("html[data-not-reloaded]").count();
const ownPlan = (page: Page) => page.getByRole("region", { name: "Your plan" });
const billingOf = async (page: Page) =>
  api.getBilling.answer.parse(await askApi(page, "GET", "/api/billing"));

test("Team is bought in the browser, and the app shows it without a reload and is led back to", async ({
  app,
  browserPage,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { name: "Billing" })).toBeVisible();
  await expect(ownPlan(page)).toContainText("Costs nothing");
  await mark(page);
  await page.getByRole("button", { name: "Get Team…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Get Team" });
  await expect(dialog.getByLabel("Seats")).toHaveValue("3");
  await dialog.getByLabel("Seats").fill("2");
  await expect(dialog.getByText("Seats must be a number from 3 to 500")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Continue to payment" })).toBeDisabled();
  await dialog.getByLabel("Seats").fill("4");
  await dialog.getByLabel("More SIM lines").fill("4");
  await expect(dialog.getByText(/Cheapest: 1 bundle of 3 and 1 single, \$35.00/)).toBeVisible();
  await expect(dialog.getByText("$151.00")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Waiting for the payment in your browser")).toBeVisible();
  const [address = ""] = await app.shellOpened();
  expect(new URL(address).origin).toBe(new URL(readStack().stripe).origin);

  await test.step("a declined card can be tried again with another, which asks for proof", async () => {
    await browserPage.goto(address);
    await payByCard(browserPage, "isDeclined");
    await expect(browserPage.getByRole("alert")).toContainText("Your card was declined");
    await expect(page.getByText("Waiting for the payment in your browser")).toBeVisible();
    await payByCard(browserPage, "asksProof");
    await browserPage.getByRole("button", { name: "Complete" }).click();
  });

  await test.step("the app shows it by itself", async () => {
    await expect(ownPlan(page)).toContainText("Team");
    await expect(ownPlan(page)).toContainText("$151.00 a month");
    await expect(ownPlan(page)).toContainText("4 seats at $29");
    await expect(ownPlan(page)).toContainText("1 bundle of 3 and 1 single");
    await expect(page.getByText("Waiting for the payment in your browser")).toBeHidden();
    await expect(page.getByRole("row").filter({ hasText: "$151.00" })).toContainText("Paid");
    expect(await isMarked(page)).toBe(1);
  });

  await test.step("the browser leads back to the app", async () => {
    await expect(browserPage.getByRole("heading", { name: "Thank you" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Today" }).click();
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    const back = browserPage.getByRole("link", { name: "Back to SalesPulse" });
    await app.openDeepLink((await back.getAttribute("href")) ?? "");
    await expect(page.getByRole("heading", { name: "Billing" })).toBeVisible();
    await expect(ownPlan(page)).toContainText("Team");
    expect(await isMarked(page)).toBe(1);
  });
});

test("who turns back at Stripe has bought nothing, and can stop waiting", async ({
  app,
  browserPage,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  await app.goto("/billing");
  await page.getByRole("button", { name: "Get Pro…" }).click();
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await expect(page.getByText("Waiting for the payment in your browser")).toBeVisible();
  await page.getByRole("button", { name: "I have paid" }).click();
  await expect(page.getByText("Stripe knows of no payment yet")).toBeVisible();
  await browserPage.goto((await app.shellOpened())[0] ?? "");
  await browserPage.getByRole("link", { name: "Back" }).click();
  await expect(browserPage.getByRole("heading", { name: "Nothing was bought" })).toBeVisible();
  const back = browserPage.getByRole("link", { name: "Back to SalesPulse" });
  await app.openDeepLink((await back.getAttribute("href")) ?? "");
  await expect(page.getByText("Waiting for the payment in your browser")).toBeHidden();
  await expect(ownPlan(page)).toContainText("Costs nothing");
});

test("more is paid as previewed; less comes at the period's end and is taken back; too little is refused", async ({
  app,
  browserPage,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  await buyQuickly(page, browserPage, "pro");
  await app.goto("/billing");
  await expect(ownPlan(page)).toContainText("Pro");

  await test.step("up: what is shown is what is taken", async () => {
    await page.getByRole("button", { name: "Get Team…" }).click();
    const dialog = page.getByRole("dialog", { name: "Change to Team" });
    await dialog.getByLabel("Seats").fill("8");
    const pay = dialog.getByRole("button", { name: /^Pay \$/ });
    await expect(pay).toBeEnabled();
    const shown = /\$[\d,.]+/.exec((await pay.textContent()) ?? "")?.[0] ?? "nothing";
    await pay.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(ownPlan(page)).toContainText("8 seats at $29");
    const newest = page.getByRole("region", { name: "Invoices" }).getByRole("row").nth(1);
    await expect(newest).toContainText(shown);
    await expect(newest).toContainText("Paid");
  });

  await test.step("down: at the period's end, taken back", async () => {
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "Seats and lines" });
    await dialog.getByLabel("Seats").fill("5");
    await expect(dialog.getByRole("radio", { name: /^On / })).toBeChecked();
    await dialog.getByRole("button", { name: /^Change on / }).click();
    await expect(page.getByText(/^From .*: Team, 5 seats$/)).toBeVisible();
    await expect(ownPlan(page)).toContainText("8 seats");
    await page.getByRole("button", { name: "Take back" }).click();
    await expect(page.getByText(/^From .*: Team, 5 seats$/)).toBeHidden();
  });

  await test.step("down at once gives a credit", async () => {
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "Seats and lines" });
    await dialog.getByLabel("Seats").fill("5");
    await dialog.getByRole("radio", { name: "At once, with a credit" }).click();
    await expect(dialog.getByText("Credited to you now")).toBeVisible();
    await dialog.getByRole("button", { name: "Change now" }).click();
    await expect(ownPlan(page)).toContainText("5 seats at $29");
  });

  await test.step("less than is used is refused, and says of what", async () => {
    for (let person = 0; person < 4; person += 1)
      await askApi(page, "POST", "/api/invitations", {
        email: `floor${person}.${crypto.randomUUID()}@example.com`,
        role: "rep",
      });
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "Seats and lines" });
    await dialog.getByLabel("Seats").fill("3");
    await expect(dialog.getByText("5 people, 3 allowed")).toBeVisible();
    await expect(dialog.getByRole("button", { name: /^Change/ })).toBeDisabled();
    await page.keyboard.press("Escape");
  });

  await test.step("ended, and taken back", async () => {
    await page.getByRole("button", { name: "Cancel the plan…" }).first().click();
    await page
      .getByRole("alertdialog", { name: "Cancel Team?" })
      .getByRole("button", { name: "Cancel the plan" })
      .click();
    await expect(page.getByText(/^Team ends on /)).toBeVisible();
    await expect(ownPlan(page)).toContainText("Nothing more will be charged");
    await page.getByRole("button", { name: "Keep the plan" }).click();
    await expect(page.getByText(/^Team ends on /)).toBeHidden();
    expect((await billingOf(page)).subscription).toMatchObject({ cancelAt: null, seats: 5 });
  });
});

test("a change waits for the bank's proof; a declined one changes nothing, in the bank's words", async ({
  app,
  browserPage,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  const { email } = await signUpQuickly(app, { proven: true });
  await buyQuickly(page, browserPage, "pro", { card: "asksProof" });
  await app.goto("/billing");
  await test.step("proof is asked for in the browser", async () => {
    await page.getByRole("button", { name: "Get Team…" }).click();
    await page.getByRole("spinbutton", { name: "Seats" }).fill("5");
    await page.getByRole("button", { name: /^Pay \$/ }).click();
    const confirm = page.getByRole("link", { name: "Confirm the payment" });
    await expect(confirm).toBeVisible({ timeout: 20_000 });
    await expect(ownPlan(page)).toContainText("Pro");
    await confirm.press("Enter");
    await expect(page.getByText("Waiting for the payment in your browser")).toBeVisible();
    await browserPage.goto((await app.shellOpened())[0] ?? "");
    await browserPage.getByRole("link", { name: /Confirm the payment/ }).click();
    await browserPage.getByRole("button", { name: "Complete" }).click();
    await expect(ownPlan(page)).toContainText("5 seats at $29", { timeout: 20_000 });
    await expect(page.getByText("Waiting for the payment in your browser")).toBeHidden();
  });

  await test.step("declined", async () => {
    await atStripe(browserPage, email, "Card fails from now on");
    await page.keyboard.press("c");
    await page.getByRole("spinbutton", { name: "Seats" }).fill("9");
    await page.getByRole("button", { name: /^Pay \$/ }).click();
    await expect(page.getByRole("alert")).toContainText("Your card was declined", {
      timeout: 20_000,
    });
    await expect(page.getByRole("alert")).toContainText("Nothing was changed");
    await page.keyboard.press("Escape");
    await expect(ownPlan(page)).toContainText("5 seats at $29");
  });
});

test("a missing payment is a banner until it is made on Stripe's page", async ({
  app,
  browserPage,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  const { email } = await signUpQuickly(app, { proven: true });
  await buyQuickly(page, browserPage, "pro");
  await app.goto("/today");
  await mark(page);
  const banner = page.getByText("A payment failed.");
  await expect(banner).toBeHidden();
  await atStripe(browserPage, email, "Card fails from now on");
  await atStripe(browserPage, email, "To the next renewal");
  await expect(banner).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: "Pay now" }).press("Enter");
  await expect.poll(async () => (await app.shellOpened()).length).toBe(1);
  await browserPage.goto((await app.shellOpened())[0] ?? "");
  await payByCard(browserPage, "isDeclined");
  await expect(browserPage.getByRole("alert")).toContainText("declined");
  await payByCard(browserPage, "pays");
  await expect(banner).toBeHidden({ timeout: 20_000 });
  expect(await isMarked(page)).toBe(1);
});

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`${colorScheme}: Billing breaks no rule of WCAG 2.2 AA`, () => {
    test.use({ colorScheme });

    test("before and after something is bought", async ({ app, browserPage }) => {
      test.setTimeout(120_000);
      const { page } = app;
      await signUpQuickly(app, { proven: true });
      await app.goto("/billing");
      await expect(ownPlan(page)).toContainText("Costs nothing");
      await expectNoViolations(page, "/billing, nothing bought");
      await page.getByRole("button", { name: "Get Team…" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectNoViolations(page, "buying");
      await page.keyboard.press("Escape");
      await buyQuickly(page, browserPage, "team", { extraSimLines: 2 });
      await app.goto("/billing");
      await expect(page.getByRole("region", { name: "Invoices" }).getByRole("row")).toHaveCount(2);
      await page.keyboard.press("j");
      await expectNoViolations(page, "/billing");
      await page.keyboard.press("c");
      await page.getByRole("spinbutton", { name: "Seats" }).fill("6");
      await expect(page.getByRole("button", { name: /^Pay/ })).toBeEnabled();
      await expectNoViolations(page, "a change with its preview");
      for (const path of ["/billing/return?from=app", "/billing/cancelled?from=app"]) {
        await browserPage.goto(readStack().app + path);
        await expect(browserPage.getByRole("link", { name: "Back to SalesPulse" })).toBeVisible();
        await expectNoViolations(browserPage, path);
      }
    });
  });
