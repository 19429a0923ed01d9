import { randomUUID } from "node:crypto";
import { z } from "zod";
import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

const leadsSchema = z.object({ leads: z.array(z.object({ id: z.string(), name: z.string() })) });

test("tasks are added, done and taken back by keyboard; callbacks stand first", async ({ app }) => {
  const { page } = app;
  const keys = page.keyboard;
  await signUpQuickly(app, { proven: false });
  await importQuickly(page, "West", 2);
  const { leads } = leadsSchema.parse(await askApi(page, "GET", "/api/leads"));
  const lead = leads.find(({ name }) => name === "Lead 1");
  await askApi(page, "PUT", `/api/tasks/${randomUUID()}`, {
    kind: "callback",
    leadId: lead?.id,
    userId: null,
    text: "Wants the prices",
    dueAt: new Date(Date.now() - 60_000).toISOString(),
    done: false,
  });
  await app.goto("/today");
  const callbacks = page.getByRole("region", { name: "Callbacks" });
  await expect(
    callbacks.getByRole("link", { name: /Lead 1.*Wants the prices.*Due/ }),
  ).toBeVisible();

  const tasks = page.getByRole("region", { name: "Tasks" });
  await page.getByRole("heading", { name: "Today" }).click();
  await keys.press("a");
  await keys.type("Send the prices");
  await keys.press("Enter");
  await expect(tasks.getByText("Send the prices")).toBeVisible();
  await expect(tasks.getByLabel("Add a task")).toHaveValue("");
  await keys.press("Escape");

  // The callback, the list, then the task.
  await expect(page.getByRole("link", { name: /West/ })).toBeVisible();
  await keys.press("j");
  await keys.press("j");
  await keys.press("j");
  await keys.press("x");
  await expect(tasks.getByText("Send the prices")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(tasks.getByText("Send the prices")).toBeVisible();
  await tasks.getByLabel("Done: Send the prices").click();
  await expect(tasks.getByText("Send the prices")).toBeHidden();

  await keys.press("k");
  await keys.press("k");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Lead 1" })).toBeVisible();
});

test("my numbers stand against the day's goals", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await askApi(page, "PUT", "/api/dial-settings", {
    callsPerDay: 60,
    reachedPerDay: null,
    pauseReasons: [],
  });
  await app.goto("/today");
  const day = page.getByRole("region", { name: "My day" });
  await expect(day).toContainText("of 60");
  await expect(day.getByRole("progressbar")).toHaveCount(1);
});
