import { randomUUID } from "node:crypto";
import { api } from "#shared/api";
import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

const SCRIPT = `# Opening
Hi {{first_name}}, this is {{rep_name}} with {{organization}}.
> Go ahead -> Pitch
> Not a good time -> Later
# Pitch
We save places like {{company|yours}} an hour a day.
# Later
When may I call again?`;

test("a rep's whole session by keyboard alone", async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  const keys = page.keyboard;
  const inCall = page.getByText("In call", { exact: true }).first();
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });
  await signUpQuickly(app, { proven: true });
  await askApi(page, "PUT", `/api/scripts/${randomUUID()}`, { name: "First call", text: SCRIPT });
  for (const [title, answer] of [
    ["It is too expensive", "Compared with what, {{first_name|friend}}?"],
    ["We have a supplier", "Good. What would you change about them?"],
  ])
    await askApi(page, "PUT", `/api/objections/${randomUUID()}`, { title, answer });
  await importQuickly(page, "West", 6);
  await page.reload();
  await expect(page.getByRole("link", { name: /West/ })).toBeVisible();

  await test.step("the list is opened", async () => {
    await keys.press("g");
    await keys.press("d");
    await expect(heading("Choose a list")).toBeVisible();
    await keys.press("Enter");
    await expect(heading("Lead 1")).toBeFocused();
    await expect(page.getByText(/^Allowed: .* there, on no list against it$/)).toBeVisible();
  });

  await test.step("the script is read on by what they say", async () => {
    const script = page.getByRole("region", { name: "Script" });
    await expect(script).toContainText("Hi Lead, this is Ada Byron with Northwind.");
    await keys.press("b");
    await keys.press("1");
    await expect(script).toContainText("We save places like Contoso an hour a day.");
  });

  await test.step("a call, an objection found by typing, notes", async () => {
    await keys.press("Enter");
    await expect(inCall).toBeVisible();
    await keys.press("/");
    await keys.type("expen");
    await keys.press("Enter");
    await expect(page.getByText("Compared with what, Lead?")).toBeVisible();
    await keys.press("Escape");
    await keys.press("n");
    await keys.type("Wants 3 quotes");
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await keys.press("Escape");
  });

  await test.step("a next step, planned while talking", async () => {
    await keys.press("s");
    await keys.type("Send the quotes");
    await keys.press("Enter");
    await expect(page.getByText(/^Next step, .*: Send the quotes$/)).toBeVisible();
  });

  await test.step("a callback with its time; the next lead stands there", async () => {
    await keys.press("6");
    await keys.press("Enter");
    await expect(page.getByRole("alert")).toContainText("Say when to call back.");
    await keys.press("2");
    await keys.press("m");
    await expect(page.getByLabel("Anyone")).toBeChecked();
    await keys.press("Enter");
    await expect(heading("Lead 2")).toBeFocused();
  });

  await test.step("an outcome is taken back, and another given", async () => {
    await keys.press("Enter");
    await expect(inCall).toBeVisible();
    await keys.press("7");
    await expect(heading("Lead 3")).toBeFocused();
    await expect(page.getByText("Lead 2: Do not call")).toBeVisible();
    await keys.press("u");
    await expect(heading("Lead 2")).toBeFocused();
    await expect(page.getByRole("timer").first()).toBeVisible();
    await keys.press("2");
    await expect(heading("Lead 3")).toBeFocused();
  });

  await test.step("a pause with its reason, and on", async () => {
    await keys.press("p");
    await keys.press("1");
    await expect(heading("Paused: Break")).toBeVisible();
    await keys.press("p");
    await expect(heading("Lead 3")).toBeFocused();
  });

  await test.step("another lead is chosen further down, and called", async () => {
    for (const name of ["Lead 4", "Lead 5", "Lead 6"]) {
      await keys.press("j");
      await expect(heading(name)).toBeFocused();
    }
    await expect(page.getByText(/^Allowed: /)).toBeVisible();
    await keys.press("Enter");
    await expect(inCall).toBeVisible();
    await keys.press("1");
    await expect(heading("Lead 6")).toBeHidden();
  });

  await test.step("what was done is there", async () => {
    await keys.press("g");
    await keys.press("t");
    const read = async () => {
      const { calls } = api.listCalls.answer.parse(
        await askApi(page, "GET", "/api/calls?limit=50"),
      );
      return calls
        .map(({ leadName, outcome, notes }) => `${leadName}: ${outcome} ${notes}`)
        .toSorted((a, b) => a.localeCompare(b));
    };
    await expect
      .poll(read, { timeout: 20_000 })
      .toEqual(["Lead 1: callback Wants 3 quotes", "Lead 2: voicemail ", "Lead 6: connected "]);
    const { tasks } = api.listTasks.answer.parse(await askApi(page, "GET", "/api/tasks?limit=50"));
    expect(tasks.map(({ kind, userId, text }) => `${kind} ${userId === null} ${text}`)).toContain(
      "to_do false Send the quotes",
    );
    expect(tasks.filter(({ kind, userId }) => kind === "callback" && userId === null)).toHaveLength(
      1,
    );
    expect(await app.shellOpened()).toHaveLength(3);
  });
});

test("a pause asked for in a call follows it, nobody signs out of a call, and the queue is walked both ways", async ({
  app,
}) => {
  const { page } = app;
  const keys = page.keyboard;
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });
  await signUpQuickly(app, { proven: true });
  const list = await importQuickly(page, "West", 9);
  await app.goto(`/dial/${list}`);
  await expect(heading("Lead 1")).toBeFocused();

  await test.step("beyond those that are held, and back", async () => {
    const walk = async (key: string, name: string) => {
      await keys.press(key);
      await expect(heading(name)).toBeFocused();
      // Held, and what was held before let go: only then the next step.
      await expect(page.getByText(/^Allowed: /)).toBeVisible();
    };
    for (const number of [2, 3, 4, 5, 6, 7, 8, 9]) await walk("j", `Lead ${number}`);
    for (const number of [8, 7, 6]) await walk("k", `Lead ${number}`);
  });

  await test.step("in the call", async () => {
    await keys.press("Enter");
    await expect(page.getByText("In call", { exact: true }).first()).toBeVisible();
    await page.getByRole("button", { name: /: account$/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByText("You are in a call with Lead 6")).toBeVisible();
    await expect(heading("Lead 6")).toBeVisible();
    await page.getByRole("button", { name: "Pause after this call" }).click();
    await expect(page.getByText("A pause follows this call.")).toBeVisible();
    await keys.press("1");
  });

  await test.step("the pause, in which the outcome can still be taken back", async () => {
    await expect(heading("Pause for what?")).toBeVisible();
    await expect(page.getByText("Lead 6: Connected")).toBeVisible();
    await keys.press("2");
    await expect(heading("Paused: Lunch")).toBeVisible();
    await expect(page.getByRole("timer").first()).toBeVisible();
  });
});
