import { api } from "#shared/api";
import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";
import { zoneAtNight } from "../journey/zoneAtNoon.ts";

test("where it is night nobody is called, and the screen says when they can be", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "Far away", 2, { timeZone: zoneAtNight() });
  await app.goto(`/dial/${list}`);
  await expect(
    page.getByRole("heading", { name: "Nobody can be called at this hour" }),
  ).toBeVisible();
  await expect(
    page.getByText(/2 leads of Far away can be called between 8 AM and 9 PM/),
  ).toBeVisible();

  await test.step("nor when the lead is chosen by hand", async () => {
    await page.getByRole("button", { name: /^Lead 1/ }).click();
    await expect(page.getByRole("heading", { name: "Lead 1" })).toBeFocused();
    await expect(page.getByText(/^Not now: it is/)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "Not now: it is" })).toBeVisible();
    expect(await app.shellOpened()).toEqual([]);
  });
});

test("a lead of no known time zone is called once a person has confirmed it", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  // A toll-free number, which is nowhere.
  const list = await importQuickly(page, "Toll free", 1, { areaCode: "800", timeZone: "" });
  await app.goto(`/dial/${list}`);
  await expect(page.getByRole("heading", { name: "Lead 1" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "time zone is not known" })).toBeVisible();
  expect(await app.shellOpened()).toEqual([]);

  await page.keyboard.press("z");
  await expect(page.getByRole("option", { name: "Eastern (New York)" })).toBeVisible();
  await page.keyboard.type("central");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Their time zone" })).toContainText("Chicago");
  await expect(page.getByRole("button", { name: "Confirm" })).toBeFocused();
  await page.keyboard.press("Enter");
  // Whether it is an hour to call in Chicago depends on when this runs.
  await expect(page.getByText(/^Allowed: .* there|^Not now: it is/)).toBeVisible();
  const { leads } = api.listLeads.answer.parse(
    await askApi(page, "GET", `/api/leads?listId=${list}`),
  );
  expect(leads).toMatchObject([{ timeZone: "America/Chicago", timeZoneSource: "confirmed" }]);
});

test("a number that is put on the do-not-call list meanwhile is not handed over", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "West", 2);
  await app.goto(`/dial/${list}`);
  await expect(page.getByText(/^Allowed: /)).toBeVisible();
  await askApi(page, "POST", "/api/do-not-call", { phones: ["+1 415 555 0100"] });
  await page.keyboard.press("Enter");
  await expect(page.getByText("The call to Lead 1 did not begin.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Lead 2" })).toBeVisible();
  expect(await app.shellOpened()).toEqual([]);
  const { calls } = api.listCalls.answer.parse(await askApi(page, "GET", "/api/calls"));
  expect(calls).toEqual([]);
});

test("the receipt stands behind the line that says why a call is allowed", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "West", 1);
  await app.goto(`/dial/${list}`);
  await page.getByRole("button", { name: /^Allowed: / }).click();
  const receipt = page.getByRole("dialog", { name: "Why this call is allowed" });
  for (const fact of ["from the file", "None on record"]) await expect(receipt).toContainText(fact);
  await page.keyboard.press("Escape");
  await expect(receipt).toBeHidden();
});

test("a lead is called from its own page, and from the running session", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "West", 4);
  const { leads } = api.listLeads.answer.parse(
    await askApi(page, "GET", `/api/leads?listId=${list}`),
  );
  const idOf = (name: string) => leads.find((lead) => lead.name === name)?.id ?? "";

  await app.goto(`/dial/lead/${idOf("Lead 4")}`);
  await expect(page.getByRole("heading", { name: "Lead 4" })).toBeFocused();
  await expect(page.getByText(/^Allowed: /)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("timer").first()).toBeVisible();
  await page.keyboard.press("1");
  await expect(page.getByRole("heading", { name: "That call is done" })).toBeVisible();

  await app.goto(`/dial/${list}`);
  await expect(page.getByRole("heading", { name: "Lead 1" })).toBeFocused();
  await app.goto(`/dial/lead/${idOf("Lead 3")}`);
  await expect(page.getByRole("heading", { name: "Lead 3" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Dial West" })).toBeVisible();
});
