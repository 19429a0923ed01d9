import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { agreeContract } from "../journey/agreeContract.ts";
import { askApi } from "../journey/askApi.ts";
import { expectNoViolations } from "../journey/expectNoViolations.ts";
import { idOf } from "../journey/idOf.ts";
import { joinQuickly } from "../journey/joinQuickly.ts";
import { makeOperator } from "../journey/makeOperator.ts";
import { openWindow } from "../journey/openWindow.ts";
import { signUpInWindow } from "../journey/signUpInWindow.ts";
import { expect, test } from "../webTest.ts";

const lines = (page: Page) =>
  page.getByRole("list", { name: "Lines of the trail" }).getByRole("listitem");
const chord = async (page: Page, letter: string) => {
  await page.keyboard.press("g");
  await page.keyboard.press(letter);
};

test("what stood in the settings leads to Admin for managers, and stays where it was for reps", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  const manager = await joinQuickly(admin, await openWindow(browser, baseURL), "manager");
  const rep = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");

  const script = crypto.randomUUID();
  await manager.goto(`/settings/scripts?item=%22${script}%22`);
  await expect(manager.getByRole("heading", { name: "New script" })).toBeVisible();
  await expect(manager).toHaveURL(new RegExp(`/admin/scripts[?]item=.*${script}`));
  await manager.goto("/settings/do-not-call");
  await expect(manager).toHaveURL(/\/admin\/do-not-call$/);
  await manager.goto("/admin/audit");
  await expect(manager).toHaveURL(/\/admin\/outcomes$/);
  await expect(manager.getByRole("link", { name: "Operator" })).toBeHidden();

  await rep.goto("/settings/do-not-call");
  await expect(rep.getByRole("heading", { name: "Numbers not to be called" })).toBeVisible();
  await rep.goto("/admin/outcomes");
  await expect(rep).toHaveURL(/\/today$/);
  await expect(rep.getByRole("heading", { name: "Today" })).toBeVisible();
  await chord(rep, "a");
  await expect(rep.getByRole("link", { name: "Admin" })).toBeHidden();
  await expect(rep).toHaveURL(/\/today$/);
});

test("a rep who is deactivated is out of their open screen a moment later", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  const rep = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
  await rep.goto("/leads");
  await expect(rep.getByRole("heading", { name: "No leads yet" })).toBeVisible();
  await admin.goto("/admin/members");
  await admin.getByRole("button", { name: "Deactivate A rep" }).click();
  await admin.getByRole("button", { name: "Deactivate", exact: true }).click();
  await expect(admin.getByText("A rep is deactivated")).toBeVisible();
  await expect(rep.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("the trail is followed live by keyboard, and what is shown goes into a file", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  await agreeContract(admin);
  const manager = await joinQuickly(admin, await openWindow(browser, baseURL), "manager");
  await admin.goto("/today");
  await expect(admin.getByRole("heading", { name: "Today" })).toBeVisible();
  await chord(admin, "a");
  await admin.getByRole("link", { name: "Audit trail" }).click();
  await expect(lines(admin).first()).toContainText("A manager joined as Manager");
  const goals = { callsPerDay: 60, reachedPerDay: null, pauseReasons: ["Lunch"] };
  await askApi(manager, "PUT", "/api/dial-settings", goals);
  await expect(lines(admin).first()).toContainText("A manager changed goals and pauses");
  await admin.getByRole("heading", { name: "Admin" }).click();
  await admin.keyboard.press("j");
  await admin.keyboard.press("Enter");
  await expect(lines(admin).first()).toContainText("nothing → 60");

  await admin.keyboard.press("/");
  await admin.keyboard.type("changed goals");
  await expect(lines(admin)).toHaveCount(1);
  const downloading = admin.waitForEvent("download");
  await admin.getByRole("button", { name: "Export these" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  expect(file).toContain("calls per day: nothing → 60");
  await admin.getByRole("button", { name: "Show all" }).click();
  await admin.getByLabel("By whom").click();
  await admin.getByRole("option", { name: "A manager" }).click();
  await expect(lines(admin)).toHaveCount(1);
  await admin.getByLabel("To", { exact: true }).fill("2001-01-01");
  await expect(admin.getByRole("heading", { name: "Nothing here" })).toBeVisible();
});

test("an operator has a place of their own, where the service’s trail stands", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const operator = await signUpInWindow(await openWindow(browser, baseURL));
  await expect(operator.getByRole("link", { name: "Operator" })).toBeHidden();
  await makeOperator(await idOf(operator));
  await operator.goto("/today");
  await expect(operator.getByRole("link", { name: "Operator" })).toBeVisible();
  await chord(operator, "o");
  await operator.getByRole("link", { name: "Audit trail" }).click();
  const percentage = 1 + Math.floor(Math.random() * 99);
  const set = (to: number) =>
    askApi(operator, "PATCH", "/api/operator/flags/voice_ai_enabled", { percentage: to });
  await set(percentage);
  await set(0);
  await expect(lines(operator).first()).toContainText(
    `changed the feature flag “voice_ai_enabled”: percentage from ${percentage} to 0`,
  );
  await expectNoViolations(operator, "/operator/audit");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`${colorScheme}: members and the trail break no rule of WCAG 2.2 AA`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(90_000);
    const admin = await signUpInWindow(await openWindow(browser, baseURL));
    await admin.emulateMedia({ colorScheme });
    const rep = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
    const gone = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
    await askApi(admin, "POST", `/api/members/${await idOf(gone)}/deactivate`, {
      successorId: await idOf(rep),
    });
    await askApi(admin, "POST", "/api/invitations", { email: "jo@example.com", role: "rep" });
    await admin.goto("/admin/members");
    await expect(admin.getByText("Work went to A rep.")).toBeVisible();
    await expectNoViolations(admin, "/admin/members");
    await admin.getByRole("button", { name: "Deactivate A rep" }).click();
    await expect(admin.getByRole("dialog")).toBeVisible();
    await expectNoViolations(admin, "the way out");
    await admin.goto("/admin/audit");
    await lines(admin).first().getByRole("button").first().click();
    await expectNoViolations(admin, "/admin/audit");
  });
}
