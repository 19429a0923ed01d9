import { expect, test } from "../electronTest.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

test("lists are walked, searched and opened without a mouse", async ({ app }) => {
  const { page } = app;
  const keys = page.keyboard;
  await signUpQuickly(app, { proven: false });
  await importQuickly(page, "West", 12);
  await app.goto("/today");
  await expect(page.getByRole("link", { name: /West/ })).toBeVisible();
  await keys.press("g");
  await keys.press("l");
  await expect(page.getByRole("row", { name: /Lead 12/ })).toBeVisible();

  await keys.press("/");
  await keys.type("Lead 12");
  await expect(page.getByRole("row", { name: /Lead/ })).toHaveCount(1);
  await keys.press("Escape");
  await keys.press("j");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Lead 12" })).toBeVisible();
  await keys.press("Escape");
  await expect(page.getByRole("heading", { name: "Leads" })).toBeVisible();

  const search = page.getByRole("combobox", { name: "Search or jump to" });
  await keys.press("ControlOrMeta+k");
  await expect(search).toBeFocused();
  await keys.press("Escape");
  await expect(search).toBeHidden();
  await keys.press("?");
  await expect(page.getByRole("heading", { name: "Keys" })).toBeVisible();
  await keys.press("Escape");
  await expect(page.getByRole("heading", { name: "Keys" })).toBeHidden();

  await keys.press("ControlOrMeta+k");
  await expect(search).toBeFocused();
  await keys.type("lead 7");
  await page.getByRole("option", { name: /Lead 7/ }).waitFor();
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Lead 7" })).toBeVisible();
});

test("a list longer than what is held ahead is called to its end without a wait", async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "Long", 20);
  await app.goto(`/dial/${list}`);
  for (let number = 1; number <= 20; number += 1) {
    await expect(page.getByRole("heading", { name: `Lead ${number}`, exact: true })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByText("In call", { exact: true }).first()).toBeVisible();
    await page.keyboard.press("3");
  }
  await expect(page.getByRole("heading", { name: "Everybody here is called" })).toBeVisible();
  await expect(page.getByText("20 calls in this session, 0 reached.")).toBeVisible();
  expect(await app.shellOpened()).toHaveLength(20);
});

test("Enter on Today starts dialing, j and k choose, p pauses", async ({ app }) => {
  const { page } = app;
  const keys = page.keyboard;
  await signUpQuickly(app, { proven: true });
  await importQuickly(page, "West", 3);
  await app.goto("/today");
  await expect(page.getByRole("link", { name: "Start dialing" })).toBeVisible();
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Lead 1" })).toBeFocused();
  await keys.press("j");
  await expect(page.getByRole("heading", { name: "Lead 2" })).toBeFocused();
  await keys.press("k");
  await expect(page.getByRole("heading", { name: "Lead 1" })).toBeFocused();
  await keys.press("p");
  await expect(page.getByRole("heading", { name: "Pause for what?" })).toBeVisible();
  await keys.press("2");
  await expect(page.getByRole("heading", { name: "Paused: Lunch" })).toBeVisible();
  await keys.press("Enter");
  expect(await app.shellOpened()).toEqual([]);
  await keys.press("p");
  await expect(page.getByRole("heading", { name: "Lead 1" })).toBeFocused();
});
