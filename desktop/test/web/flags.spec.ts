import type { Page } from "@playwright/test";
import { api } from "#shared/api";
import { askApi } from "../journey/askApi.ts";
import { expectNoViolations } from "../journey/expectNoViolations.ts";
import { idOf } from "../journey/idOf.ts";
import { joinQuickly } from "../journey/joinQuickly.ts";
import { makeOperator } from "../journey/makeOperator.ts";
import { openWindow } from "../journey/openWindow.ts";
import { signUpInWindow } from "../journey/signUpInWindow.ts";
import { expect, test } from "../webTest.ts";

const features = (page: Page) => page.getByRole("region", { name: "Features" });
const isOn = (page: Page) => features(page).getByText("On", { exact: true });
const isOff = (page: Page) => features(page).getByText("Off", { exact: true });

/** Opens what is on for somebody, marked so that a reload would be seen. */
async function watch(page: Page) {
  await page.goto("/settings/profile");
  await expect(isOff(page)).toBeVisible();
  await page.evaluate(() => document.documentElement.setAttribute("data-not-reloaded", ""));
}
const isMarked = (page: Page) => page.locator("html[data-not-reloaded]").count();

test("what an admin toggles stands on a rep's open screen a moment later", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  const rep = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
  await watch(rep);

  await admin.goto("/admin/flags");
  const people = admin.getByRole("list", { name: "Who has Voice AI" });
  const whole = admin.getByRole("radiogroup", { name: "Whole organization" });

  await test.step("for the whole organization, by keyboard", async () => {
    await whole.getByRole("radio", { name: "Not set" }).focus();
    await admin.keyboard.press("ArrowRight");
    await expect(whole.getByRole("radio", { name: "On", exact: true })).toBeChecked();
    await expect(admin.getByText("On for 2 of 2")).toBeVisible();
    await expect(isOn(rep)).toBeVisible();
    await expect(features(rep)).toContainText("Switched on for your organization by an admin");
  });

  await test.step("for one person", async () => {
    await people.getByRole("combobox", { name: "Voice AI for A rep" }).click();
    await admin.getByRole("option", { name: "Always off" }).click();
    await expect(isOff(rep)).toBeVisible();
    await expect(features(rep)).toContainText("Switched off for you by an admin");
    await expect(admin.getByText("On for 1 of 2")).toBeVisible();
  });

  await test.step("and says why", async () => {
    await people.getByRole("button", { name: "Why Voice AI is as it is for A rep" }).click();
    const why = admin.getByRole("dialog", { name: /^Why Voice AI/ });
    await expect(why.locator("[aria-current=step]")).toHaveText(/own setting\s*Off/);
    await expectNoViolations(admin, "/admin/flags");
    await admin.keyboard.press("Escape");
  });

  await test.step("and takes the person's setting away again", async () => {
    await people.getByRole("combobox", { name: "Voice AI for A rep" }).click();
    await admin.getByRole("option", { name: "Same as everyone" }).click();
    await expect(isOn(rep)).toBeVisible();
    expect(await isMarked(rep)).toBe(1);
  });

  await test.step("a toggle that is refused goes back, and says so", async () => {
    await admin.route("**/api/admin/flags/*/organization", (route) =>
      route.fulfill({ status: 500, body: "{}" }),
    );
    await whole.getByRole("radio", { name: "Off", exact: true }).click();
    await expect(admin.getByText("Something went wrong on our side")).toBeVisible();
    await expect(whole.getByRole("radio", { name: "On", exact: true })).toBeChecked();
    await expect(admin.getByText("On for 2 of 2")).toBeVisible();
  });
});

test("what an operator toggles stands on everybody's open screen, and beats what admins set", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const operator = await signUpInWindow(await openWindow(browser, baseURL));
  await makeOperator(await idOf(operator));
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  const { email } = api.getMe.answer.parse(await askApi(admin, "GET", "/api/me")).user;
  const restore = () =>
    askApi(operator, "PATCH", "/api/operator/flags/voice_ai_enabled", {
      service: null,
      percentage: 0,
      adminsMaySet: true,
    });
  try {
    await watch(admin);
    await operator.goto("/operator/flags");
    const flag = operator.getByRole("region", { name: "Voice AI" });

    await test.step("a rollout", async () => {
      await flag.getByRole("spinbutton", { name: "Rollout in percent" }).fill("100");
      await operator.keyboard.press("Enter");
      await expect(isOn(admin)).toBeVisible();
      await expect(features(admin)).toContainText("Among the first 100% of people who get it");
    });

    await test.step("off for everyone, asked for once more", async () => {
      await askApi(admin, "PUT", "/api/admin/flags/voice_ai_enabled/organization", { on: true });
      await expect(features(admin)).toContainText("for your organization");
      await flag.getByRole("radio", { name: "Off" }).click();
      await operator.getByRole("button", { name: "Switch off" }).click();
      await expect(isOff(admin)).toBeVisible();
      await expect(features(admin)).toContainText("Switched off for everyone by SalesPulse");
      expect(await isMarked(admin)).toBe(1);
    });

    await test.step("why, for an address; and a setting of one organization", async () => {
      await operator.getByLabel("Mail address").fill(email);
      await operator.keyboard.press("Enter");
      const why = operator.getByRole("region", { name: "Why is it on or off" });
      await expect(why.locator("[aria-current=step]")).toHaveText(/off for everyone\?\s*Yes/);
      await flag.getByRole("radio", { name: "Not set" }).click();
      await expect(why.locator("[aria-current=step]")).toHaveText(/organization’s\s*On/);
      await why.getByRole("combobox", { name: "For their organization" }).click();
      await operator.getByRole("option", { name: "Off" }).click();
      await expect(isOff(admin)).toBeVisible();
      await expect(why.locator("[aria-current=step]")).toHaveText(/organization’s\s*Off/);
      await expectNoViolations(operator, "/operator/flags");
    });

    await test.step("what is kept to operators, admins see and do not set", async () => {
      await flag.getByRole("checkbox", { name: "Admins may set it" }).click();
      await admin.goto("/admin/flags");
      await expect(admin.getByText("SalesPulse decides who gets this one.")).toBeVisible();
      await expect(admin.getByRole("radio", { name: "Not set" })).toBeDisabled();
    });
  } finally {
    await restore();
  }
});
