import type { Page } from "@playwright/test";
import { playbookSchema } from "#shared/playbook";
import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

const readPlaybook = async (page: Page) =>
  playbookSchema.parse(await askApi(page, "GET", "/api/playbook"));

test("a manager changes how calls end: name, order, what it asks and does, all saved at once", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/admin/outcomes");
  const card = page.getByRole("region", { name: "How calls end" });
  const rows = card.getByRole("listitem");
  await expect(rows).toHaveCount(7);
  await expect(rows.nth(2)).toContainText("Tries again after 4 hours, up to 6 times.");

  await test.step("busy is called engaged, waits longer, and comes first", async () => {
    await card.getByRole("button", { name: /^Busy/ }).click();
    await card.getByLabel("Name").fill("Engaged");
    await card.getByLabel("Again after").fill("2");
    await card.getByLabel("Unit of the wait").click();
    await page.getByRole("option", { name: "hours" }).click();
    await card.getByLabel("Attempts in all").fill("3");
    await expect(card.getByText("Tries again after 2 hours, up to 3 times.")).toBeVisible();
    for (const _ of [1, 2, 3]) await card.getByRole("button", { name: "Move Engaged up" }).click();
    await expect(rows.first()).toContainText("Engaged");
  });

  await test.step("wrong number is taken away, a new one asks for a reason and sends a mail", async () => {
    await card.getByRole("button", { name: "Take Wrong number away" }).click();
    await card.getByRole("button", { name: "Add an outcome" }).click();
    await expect(card.getByLabel("Name")).toBeFocused();
    await page.keyboard.type("Not interested");
    await card.getByLabel("What becomes of the lead").click();
    await page.getByRole("option", { name: /^The lead is done/ }).click();
    await card.getByLabel("A reason is required").check();
    await card.getByLabel("Reasons to choose from").fill("Price\nHas a supplier\n");
    await card.getByLabel("Sends the lead a mail").check();
    await card.getByLabel("Subject").fill("Thank you, {{first_name|there}}");
  });

  await test.step("what is missing is said at its field, and nothing is saved", async () => {
    await card.getByLabel("Subject").fill("");
    await card.getByRole("button", { name: "Save" }).click();
    await expect(card.getByText("Subject must not be empty")).toBeVisible();
    expect((await readPlaybook(page)).outcomes.map(({ key }) => key)).toContain("wrong_number");
    await card.getByLabel("Subject").fill("Thank you, {{first_name|there}}");
    await card.getByLabel("Mail", { exact: true }).fill("Call us any time.");
  });

  await test.step("leaving asks first", async () => {
    await page.getByRole("link", { name: "Goals and pauses" }).click();
    const question = page.getByRole("alertdialog");
    await expect(question).toContainText("Leave without saving?");
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(rows.first()).toContainText("Engaged");
  });

  await test.step("saved, everybody has them", async () => {
    await card.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/^Saved/)).toBeVisible();
    const { outcomes } = await readPlaybook(page);
    expect(outcomes.map(({ key }) => key)).toEqual([
      "busy",
      "connected",
      "voicemail",
      "no_answer",
      "callback",
      "do_not_call",
      "not_interested",
    ]);
    expect(outcomes[0]).toMatchObject({ label: "Engaged", retryAfterMinutes: 120, maxAttempts: 3 });
    expect(outcomes.at(-1)).toMatchObject({
      afterwards: "finished",
      requiresReason: true,
      reasons: ["Price", "Has a supplier"],
      mailSubject: "Thank you, {{first_name|there}}",
      mailBody: "Call us any time.",
    });
    await page.getByRole("link", { name: "Goals and pauses" }).click();
    await expect(page.getByRole("region", { name: "Goals and pauses" })).toBeVisible();
  });
});

test("a script is written, walked as a rep would, mended and deleted", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/admin/scripts");
  await page.getByRole("button", { name: "New script" }).click();
  await page.getByLabel("Name", { exact: true }).fill("First call");
  const text = page.getByLabel("Text", { exact: true });
  await text.fill(
    "# Opening\nHello {{first_name}}.\n> Yes -> Pitch\n> Who? -> Nowhere\n# Pitch\nWe help {{company}}.",
  );
  const preview = page.getByRole("region", { name: "As a rep sees it" });
  await expect(preview).toContainText("Hello Ada.");
  await preview.getByRole("button", { name: "Yes" }).click();
  await expect(preview).toContainText("We help Northwind.");
  await preview.getByRole("button", { name: "Back" }).click();

  await page.getByRole("button", { name: "Line 4: There is no section “Nowhere”." }).click();
  await expect(text).toBeFocused();
  await page.keyboard.type("> Who? -> Pitch");
  await expect(page.getByRole("list", { name: "To mend" })).toBeHidden();
  await expect(preview.getByRole("button", { name: "Who?" })).toBeVisible();

  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect((await readPlaybook(page)).scripts).toMatchObject([{ name: "First call" }]);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "No scripts yet" })).toBeVisible();
  expect((await readPlaybook(page)).scripts).toEqual([]);
});

test("objections, SIM lines, goals and pauses are set", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });

  await app.goto("/admin/objections");
  await page.getByRole("button", { name: "New card" }).click();
  await page.getByLabel("What they say").fill("We already have a supplier");
  await page.getByLabel("Answer").fill("What would you change if you could?");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("searchbox", { name: "Search the cards" }).fill("change supplier");
  await expect(page.getByRole("button", { name: /We already have/ })).toBeVisible();
  await page.getByRole("searchbox").fill("price");
  await expect(page.getByText("No card says that.")).toBeVisible();

  await page.getByRole("link", { name: "SIM lines" }).click();
  await page.getByRole("button", { name: "Add a line" }).click();
  await page.getByLabel("Number", { exact: true }).fill("12");
  await page.getByLabel("Label").fill("San Francisco");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Number /)).toBeVisible();
  await page.getByLabel("Number", { exact: true }).fill("415 555 0100");
  await page.getByLabel("Whose line it is").click();
  await page.getByRole("option", { name: "Ada Byron" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: /\(415\) 555-0100.*Ada Byron/ })).toBeVisible();

  await page.getByRole("link", { name: "Goals and pauses" }).click();
  await page.getByLabel("Calls a day").fill("0");
  await expect(page.getByText(/^Calls a day /)).toBeVisible();
  await page.getByLabel("Calls a day").fill("60");
  await page.getByLabel("Reasons for a pause").fill("Lunch\nStretch");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();

  expect(await readPlaybook(page)).toMatchObject({
    objections: [{ title: "We already have a supplier" }],
    lines: [{ phone: "+14155550100", label: "San Francisco", isActive: true }],
    settings: { callsPerDay: 60, reachedPerDay: null, pauseReasons: ["Lunch", "Stretch"] },
  });
});

test("many numbers are put on the do-not-call list at once, and what became of each is said", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await app.goto("/admin/do-not-call");
  const numbers = page.getByLabel("Numbers", { exact: true });
  await numbers.fill("(415) 555-0142, 212 555 0101\nnot a number\n+1 415 555 0142");
  await page.getByRole("button", { name: "Add 4 numbers" }).click();
  await expect(page.getByText(/^2 numbers added\. .*1 is no phone number/)).toBeVisible();
  await expect(numbers).toHaveValue("not a number");
  const list = page.getByRole("region", { name: "Numbers not to be called" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list).toContainText("(415) 555-0142");
  await expect(list).toContainText("Ada Byron");
});
