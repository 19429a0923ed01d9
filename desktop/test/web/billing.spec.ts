import type { Page } from "@playwright/test";
import { api } from "#shared/api";
import { agreeContract } from "../journey/agreeContract.ts";
import { askApi } from "../journey/askApi.ts";
import { asService } from "../journey/asService.ts";
import { buyQuickly } from "../journey/buyQuickly.ts";
import { idOf } from "../journey/idOf.ts";
import { joinQuickly } from "../journey/joinQuickly.ts";
import { openWindow } from "../journey/openWindow.ts";
import { payByCard } from "../journey/payByCard.ts";
import { signUpInWindow } from "../journey/signUpInWindow.ts";
import { expect, test } from "../webTest.ts";

const ownPlan = (page: Page) => page.getByRole("region", { name: "Your plan" });

test("Pro is bought in the browser, and its payment leads back to Billing", async ({
  browser,
  baseURL,
}) => {
  const page = await signUpInWindow(await openWindow(browser, baseURL));
  await page.goto("/billing");
  await page.getByRole("button", { name: "Get Pro…" }).click();
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await payByCard(page, "pays");
  await page.waitForURL(/\/billing$/);
  await expect(ownPlan(page)).toContainText("$99.00 a month");
});

test("what one manager changes stands on another's screen, and a rep has no Billing", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  const manager = await joinQuickly(admin, await openWindow(browser, baseURL), "manager");
  const rep = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
  const atStripe = await openWindow(browser, baseURL);

  await test.step("a rep", async () => {
    await rep.goto("/billing");
    await expect(rep.getByRole("heading", { name: "Today" })).toBeVisible();
    await expect(rep.getByRole("link", { name: "Billing" })).toHaveCount(0);
    await expect(askApi(rep, "GET", "/api/billing")).rejects.toThrow("forbidden");
  });

  await test.step("a manager", async () => {
    await manager.goto("/billing");
    await expect(ownPlan(manager)).toContainText("Costs nothing");
    await manager.evaluate(() => document.documentElement.setAttribute("data-not-reloaded", ""));
    await buyQuickly(admin, atStripe, "team", { seats: 3 });
    await expect(ownPlan(manager)).toContainText("3 seats at $29");
    await admin.goto("/billing");
    await expect(ownPlan(admin)).toContainText("3 seats at $29");
    await admin.keyboard.press("c");
    await admin.getByRole("spinbutton", { name: "Seats" }).fill("4");
    await admin.getByRole("button", { name: /^Pay \$/ }).click();
    await expect(ownPlan(manager)).toContainText("4 seats at $29");
    expect(await manager.locator("html[data-not-reloaded]").count()).toBe(1);
  });
});

test("the plans end where the page ends: the window itself never scrolls", async ({
  browser,
  baseURL,
}) => {
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  await admin.goto("/billing");
  await expect(admin.getByRole("button", { name: "Get Team…" })).toBeVisible();
  await admin.getByRole("button", { name: "Get Team…" }).hover();
  expect(
    await admin.evaluate(() => document.documentElement.scrollHeight - window.innerHeight),
  ).toBe(0);
});

test("what was bought before terms were agreed is named, and cancelled by its own name", async ({
  browser,
  baseURL,
}) => {
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  await buyQuickly(admin, await openWindow(browser, baseURL), "pro");
  await agreeContract(admin);
  await admin.goto("/billing");
  await expect(ownPlan(admin)).toContainText("Enterprise");
  await expect(admin.getByText(/Pro is still charged by the month/)).toBeVisible();
  await admin.getByRole("button", { name: "Cancel the plan…" }).click();
  const dialog = admin.getByRole("alertdialog", { name: "Cancel Pro?" });
  await expect(dialog).toContainText("The terms agreed with us stay.");
  await dialog.getByRole("button", { name: "Cancel the plan" }).click();
  await expect(admin.getByText(/Pro is still charged by the month/)).toBeHidden();
});

test("a rep hears at once that a payment is missing, what that means, and whom to tell", async ({
  browser,
  baseURL,
}) => {
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  const rep = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
  const { membership } = api.getMe.answer.parse(await askApi(admin, "GET", "/api/me"));
  const organization = membership?.organization.id ?? "";
  /** Past the product, after which anything that is asked of it has the others told. */
  const write = async (...what: Parameters<typeof asService>) => {
    await asService(...what);
    await askApi(admin, "PUT", "/api/billing/contact", { userId: await idOf(admin) });
  };
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  await rep.goto("/today");
  await expect(rep.getByRole("heading", { name: "Today" })).toBeVisible();
  await expect(rep.getByText("A payment failed.")).toBeHidden();

  await write("POST", "entitlements", {
    organization_id: organization,
    plan_id: "pro",
    extra_sim_lines: 0,
    grace_ends_at: inDays(3),
  });
  await expect(rep.getByText("A payment failed.")).toBeVisible();
  await expect(rep.getByText(/Everything works until .* tell a manager/)).toBeVisible();
  await expect(rep.getByRole("link", { name: /Pay now|Open Billing/ })).toHaveCount(0);

  await write("PATCH", `entitlements?organization_id=eq.${organization}`, {
    grace_ends_at: inDays(-1),
  });
  await expect(rep.getByText("A payment is overdue.")).toBeVisible();
  await admin.goto("/today");
  await admin.getByRole("link", { name: "Open Billing" }).click();
  await expect(ownPlan(admin)).toContainText("Read-only");
});
