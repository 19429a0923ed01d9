import { expect, test } from "../electronTest.ts";
import { expectNoViolations } from "../journey/expectNoViolations.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

const TOKEN = "abcdefghijklmnopqrstuvwxyz";

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`${colorScheme}: no screen breaks WCAG 2.2 AA`, () => {
    test.use({ colorScheme });

    test("before the door", async ({ app }) => {
      for (const [path, heading] of [
        ["/sign-in", "Sign in"],
        ["/sign-up", "Start calling in a minute"],
        ["/forgot-password", "Reset your password"],
        [`/reset-password#token=${TOKEN}`, "Choose a new password"],
        [`/verify-email#token=${TOKEN}`, "Confirm your address"],
        [`/invite#token=${TOKEN}`, "This invitation cannot be taken"],
        ["/no/such/place", "There is nothing at this address"],
      ] as const) {
        await app.goto(path);
        await expect(app.page.getByRole("heading", { name: heading })).toBeVisible();
        await expectNoViolations(app.page, path);
      }
    });

    test("inside", async ({ app }) => {
      test.setTimeout(120_000);
      const { page } = app;
      await signUpQuickly(app, { proven: false });
      await expect(page.getByText("Whom will you call?")).toBeVisible();
      await expectNoViolations(page, "/today, empty");
      const list = await importQuickly(page, "West", 30);
      for (const [path, heading] of [
        ["/welcome", "Whom will you call?"],
        ["/today", "Today"],
        ["/dial", "Choose a list"],
        ["/leads", "Leads"],
        ["/import", "Import leads"],
        ["/team", "Team"],
        [`/dial/${list}`, "Lead 1"],
      ] as const) {
        await app.goto(path);
        await expect(page.getByRole("heading", { name: heading }).first()).toBeVisible();
        await expect(page.getByText("Loading")).toHaveCount(0);
        await expectNoViolations(page, path);
      }
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectNoViolations(page, "the keys");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
      await page.keyboard.press("ControlOrMeta+k");
      await expect(page.getByRole("combobox", { name: "Search or jump to" })).toBeFocused();
      await page.keyboard.type("lead");
      await expect(page.getByRole("option", { name: /Lead 1/ }).first()).toBeVisible();
      await expectNoViolations(page, "the palette");
    });

    test("leads, their filters, lists, one of them", async ({ app }) => {
      test.setTimeout(120_000);
      const { page } = app;
      await signUpQuickly(app, { proven: false });
      await importQuickly(page, "West", 30);
      await app.goto("/leads?where=[{%22field%22:%22company%22,%22operator%22:%22not_empty%22}]");
      await page.getByRole("checkbox", { name: "Select Lead 1", exact: true }).click();
      await expect(page.getByText("1 selected")).toBeVisible();
      await expectNoViolations(page, "/leads, filtered, one selected");
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await expect(page.getByRole("dialog", { name: "New filter" })).toBeVisible();
      await expectNoViolations(page, "a new filter");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Columns" }).click();
      await expectNoViolations(page, "the columns");
      await app.goto("/lists");
      await expect(page.getByRole("row", { name: /West/ })).toBeVisible();
      await expectNoViolations(page, "/lists");
      await app.goto("/leads");
      await page.getByRole("link", { name: "Lead 1", exact: true }).click();
      await expect(page.getByRole("region", { name: "Timeline" })).toBeVisible();
      await expectNoViolations(page, "a lead");
    });

    test("the settings", async ({ app }) => {
      test.setTimeout(120_000);
      await signUpQuickly(app, { proven: false });
      for (const [path, heading] of [
        ["/settings", "You"],
        ["/settings/appearance", "Appearance and keys"],
        ["/settings/calls", "How calls are placed"],
        ["/settings/password", "Password"],
        ["/admin/outcomes", "How calls end"],
        ["/admin/scripts", "No scripts yet"],
        [`/admin/scripts?item=%22${crypto.randomUUID()}%22`, "New script"],
        ["/admin/objections", "No objection cards yet"],
        ["/admin/lines", "No SIM lines yet"],
        ["/admin/goals", "Goals and pauses"],
        ["/admin/do-not-call", "Numbers not to be called"],
      ] as const) {
        await app.goto(path);
        await expect(app.page.getByRole("heading", { name: heading }).first()).toBeVisible();
        await expectNoViolations(app.page, path);
      }
      await app.goto("/admin/outcomes");
      await app.page.getByRole("button", { name: /^No answer/ }).click();
      await app.page.getByLabel("Sends the lead a mail").check();
      await expectNoViolations(app.page, "an outcome, open");
    });
  });
