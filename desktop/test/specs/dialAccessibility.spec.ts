import { randomUUID } from "node:crypto";
import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { expectNoViolations } from "../journey/expectNoViolations.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";
import { zoneAtNight } from "../journey/zoneAtNoon.ts";

for (const colorScheme of ["light", "dark"] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("no state of the dial screen breaks WCAG 2.2 AA", async ({ app }) => {
      test.setTimeout(120_000);
      const { page } = app;
      const keys = page.keyboard;
      await signUpQuickly(app, { proven: true });
      await askApi(page, "PUT", `/api/scripts/${randomUUID()}`, {
        name: "First call",
        text: "# Opening\nHello\n> Go ahead -> Pitch\n# Pitch\nWell",
      });
      await askApi(page, "PUT", `/api/objections/${randomUUID()}`, {
        title: "Too dear",
        answer: "Compared with what?",
      });
      const list = await importQuickly(page, "West", 5);
      const night = await importQuickly(page, "Far", 1, {
        areaCode: "212",
        timeZone: zoneAtNight(),
      });

      await app.goto(`/dial/${list}`);
      await expect(page.getByText(/^Allowed: /)).toBeVisible();
      await expectNoViolations(page, "ready");
      await page.getByRole("button", { name: /^Allowed: / }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectNoViolations(page, "the receipt");
      await keys.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();

      await keys.press("p");
      await expect(page.getByRole("heading", { name: "Pause for what?" })).toBeVisible();
      await expectNoViolations(page, "pausing");
      await keys.press("1");
      await expect(page.getByRole("heading", { name: "Paused: Break" })).toBeVisible();
      await expectNoViolations(page, "paused");
      await keys.press("p");

      await expect(page.getByRole("heading", { name: "Lead 1", exact: true })).toBeFocused();
      await expect(page.getByText(/^Allowed: /)).toBeVisible();
      await keys.press("Enter");
      await expect(page.getByRole("timer").first()).toBeVisible();
      await keys.press("/");
      await keys.press("Enter");
      await expectNoViolations(page, "in a call, an answer open");
      await keys.press("Escape");
      await keys.press("6");
      await keys.press("Enter");
      await expect(page.getByRole("alert")).toBeVisible();
      await expectNoViolations(page, "asked for a callback");
      await keys.press("1");
      await keys.press("Enter");
      await expect(page.getByRole("button", { name: /^Undo/ })).toBeVisible();
      await expectNoViolations(page, "just ended");

      await app.goto(`/dial/${night}`);
      await expect(
        page.getByRole("heading", { name: "Nobody can be called at this hour" }),
      ).toBeVisible();
      await expectNoViolations(page, "nobody to call");
    });
  });
