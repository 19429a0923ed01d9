import { api } from "#shared/api";
import { expect, test } from "../electronTest.ts";
import type { DesktopApp } from "../host/DesktopApp.ts";
import { askApi } from "../journey/askApi.ts";
import { asService } from "../journey/asService.ts";
import { expectNoViolations } from "../journey/expectNoViolations.ts";
import { makeOperator } from "../journey/makeOperator.ts";
import { newEmail } from "../journey/newEmail.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

/** Founds an organisation whose admin also runs the service. */
async function signUpAsOperator(app: DesktopApp): Promise<{ email: string }> {
  const { email } = await signUpQuickly(app, { proven: true });
  const me = api.getMe.answer.parse(await askApi(app.page, "GET", "/api/me"));
  await makeOperator(me.user.id);
  await asService("POST", "rpc/count_organizations", { most: 1_000 });
  return { email };
}

/** Invites somebody whose mail is given up, as a refusal of the mail service would leave it. */
async function giveUpInvitation(app: DesktopApp): Promise<string> {
  const email = newEmail("invited");
  await askApi(app.page, "POST", "/api/invitations", { email, role: "rep" });
  const mails = `mail_outbox?recipient=eq.${encodeURIComponent(email)}`;
  await expect
    .poll(async () => {
      const answer = await askApi(app.page, "GET", "/api/deliveries/mails?state=sent");
      return api.listMails.answer.parse(answer).mails.map(({ recipient }) => recipient);
    })
    .toContain(email);
  await asService("PATCH", mails, { status: "failed", last_error: "400: no such address" });
  return email;
}

test("the operator console is for operators alone", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await expect(page.getByRole("link", { name: "Admin" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Operator" })).toHaveCount(0);
  await app.goto("/operator/prices");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await expect(askApi(page, "GET", "/api/operator/prices")).rejects.toThrow("forbidden");
});

test("an operator finds an organization, by the keyboard", async ({ app }) => {
  const { page } = app;
  const { email } = await signUpAsOperator(app);
  await app.goto("/operator");
  const list = page.getByRole("region", { name: "Organizations" });
  await expect(list.getByRole("table")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type(email);
  // The first letter alone finds others.
  await expect(list.getByRole("row", { name: "Northwind" })).toHaveCount(1);
  await expect(list.getByRole("row")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Northwind" })).toBeFocused();
  await expect(page.getByRole("region", { name: "People" })).toContainText(email);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(list.getByRole("searchbox")).toHaveValue(email);
  await list.getByRole("button", { name: "Name" }).click();
  await expect(list.getByRole("columnheader", { name: "Name" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
});

test("a price begins later, and the one of before stands until then", async ({ app }) => {
  const { page } = app;
  await signUpAsOperator(app);
  await app.goto("/operator/prices");
  const row = page.getByRole("listitem").filter({ hasText: "Media through TURN" });
  const before = await row.getByText(/^\$/).first().textContent();
  await row.getByRole("button").click();
  await page.getByLabel("Dollars per GB").fill("no price");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Dollars per GB must be dollars")).toBeVisible();
  await page.getByLabel("Dollars per GB").fill("0.0425");
  // A moment of its own, so that this spec can run again on the same data.
  const minute = new Date(Date.UTC(2090, 0, 1) + Math.floor(Math.random() * 1e7) * 60_000);
  await page.getByLabel("From").fill(minute.toISOString().slice(0, 16));
  await page.keyboard.press("Enter");
  await expect(page.getByText("The price stands")).toBeVisible();
  await expect(row).toContainText("$0.0425");
  await expect(row.getByText(/^\$/).first()).toHaveText(before ?? "");
});

test("an operator is warned before locking out the console in use", async ({ app }) => {
  const { page } = app;
  await signUpAsOperator(app);
  await app.goto("/operator/service");
  const version = page.getByLabel("Oldest desktop version");
  await version.fill("1.2");
  await page.keyboard.press("Enter");
  await expect(page.getByText("must be a version such as 1.4.0")).toBeVisible();
  await version.fill("999.0.0");
  await expect(page.getByText(/This console itself is older/)).toBeVisible();
  await page.keyboard.press("Enter");
  const question = page.getByRole("alertdialog", { name: "Ask for version 999.0.0?" });
  await expect(question).toContainText("this one");
  await question.getByRole("button", { name: "Cancel" }).click();
  const settings = api.getServiceSettings.answer.parse(
    await askApi(page, "GET", "/api/operator/settings"),
  );
  expect(settings.minimumDesktopVersion).not.toBe("999.0.0");
});

test("a mail that was given up goes out again, by the keyboard", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const email = await giveUpInvitation(app);
  await app.goto("/admin/deliveries");
  const row = page.getByRole("listitem").filter({ hasText: email });
  await expect(row).toContainText("The mail service does not accept this mail");
  await row.getByRole("button", { name: `Send again: Invitation to ${email}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("It is on its way again")).toBeVisible();
  await expect(row.getByText("Sent", { exact: true })).toBeVisible();
  await expect(row.getByRole("button")).toHaveCount(0);
});

test("an admin writes to whoever runs the service, after being asked once more", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  await app.goto("/admin/alert");
  await page.getByLabel("Subject").fill("Trunk down");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Text must not be empty")).toBeVisible();
  await page.getByLabel("Text").fill("Since nine o’clock.");
  await page.getByRole("button", { name: "Send…" }).press("Enter");
  await page.getByRole("button", { name: "Send", exact: true }).press("Enter");
  const sent = page.getByRole("region", { name: "What you have sent" });
  await expect(sent).toContainText("Northwind: Trunk down");
  await expect(sent.getByText("Sent", { exact: true })).toBeVisible();
  await sent.getByText("Northwind: Trunk down").click();
  await expect(sent.getByText(/^From Ada Byron/)).toBeVisible();
  await expect(page.getByLabel("Subject")).toHaveValue("");
});

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`${colorScheme}: no console breaks WCAG 2.2 AA`, () => {
    test.use({ colorScheme });

    test("of operators and of admins", async ({ app }) => {
      test.setTimeout(120_000);
      const { page } = app;
      const { email } = await signUpAsOperator(app);
      await giveUpInvitation(app);
      const me = api.getMe.answer.parse(await askApi(page, "GET", "/api/me"));
      for (const [path, shown] of [
        [`/operator/organizations?search=${encodeURIComponent(email)}`, "Northwind"],
        [`/operator/organizations?organization=${me.membership?.organization.id}`, "People"],
        ["/operator/prices", "Media through TURN"],
        ["/operator/service", "Oldest desktop version"],
        ["/operator/deliveries", "Given up"],
        ["/operator/alerts", "Write an alert"],
        ["/admin/deliveries", "Send again"],
        ["/admin/alert", "What you have sent"],
      ] as const) {
        await app.goto(path);
        await expect(page.getByText(shown).first()).toBeVisible();
        await expect(page.getByText("Loading")).toHaveCount(0);
        await expectNoViolations(page, path);
      }
    });
  });
