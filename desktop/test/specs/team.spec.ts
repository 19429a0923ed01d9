import { meSchema } from "#shared/account";
import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { linkFromMail } from "../journey/linkFromMail.ts";
import { newEmail } from "../journey/newEmail.ts";
import { PASSWORD, signUpQuickly } from "../journey/signUpQuickly.ts";

test("an admin invites, the invited joins, is promoted, is deactivated and comes back", async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  const admin = await signUpQuickly(app, { proven: true });
  const invited = newEmail("jo");

  const signIn = async (email: string) => {
    await askApi(page, "POST", "/auth/v1/logout");
    await app.goto("/sign-in");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
  };

  await test.step("the invitation", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await expect(page.getByRole("table")).toContainText(admin.email);
    await page.keyboard.press("i");
    await expect(page.getByLabel("Email")).toBeFocused();
    await page.keyboard.type(invited);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Invitations" })).toContainText(invited);
  });

  await test.step("the invited sees whose it is, and joins", async () => {
    const link = await linkFromMail(invited, "invite_member");
    await askApi(page, "POST", "/auth/v1/logout");
    await app.goto(link);
    await expect(page.getByRole("heading", { name: "Join Northwind" })).toBeVisible();
    await expect(page.getByText("Ada Byron invites you as Rep.")).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(invited);
    await page.getByLabel("Your name").fill("Jo Ortiz");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Team" })).toBeHidden();
    await expect(page.getByText("Confirm your address to call")).toBeHidden();
  });

  await test.step("a promotion shows at the next look", async () => {
    await signIn(admin.email);
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await app.goto("/admin/members");
    await page.getByLabel("Role of Jo Ortiz").click();
    await page.getByRole("option", { name: /^Manager/ }).click();
    await expect(page.getByText("Jo Ortiz is now Manager")).toBeVisible();
    await expect(page.getByLabel("Role of Jo Ortiz")).toHaveText("Manager");
  });

  await test.step("the last admin stays one", async () => {
    await page.getByLabel("Role of Ada Byron").click();
    await page.getByRole("option", { name: /^Rep/ }).click();
    await expect(page.getByText("An organization keeps at least one admin")).toBeVisible();
    await expect(page.getByLabel("Role of Ada Byron")).toHaveText("Admin");
  });

  await test.step("the promoted sees the team, but cannot change it", async () => {
    await signIn(invited);
    await page.getByRole("link", { name: "Team" }).click();
    await expect(page.getByText(admin.email)).toBeVisible();
    await expect(page.getByRole("link", { name: "Manage members" })).toBeHidden();
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await expect(page.getByRole("region", { name: "How calls end" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Members" })).toBeHidden();
    await app.goto("/admin/members");
    await expect(page).toHaveURL(/\/admin\/outcomes$/);
  });

  await test.step("who is deactivated hands over, is out, and is told whom to ask", async () => {
    const lead = { id: crypto.randomUUID(), name: "Mei Tanaka", phone: "+14155550117" };
    const { user } = meSchema.parse(await askApi(page, "GET", "/api/me"));
    await askApi(page, "POST", "/api/leads", { ...lead, ownerId: user.id });
    await signIn(admin.email);
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await app.goto("/team");
    await page.getByRole("link", { name: "Manage members" }).click();
    const row = page.getByRole("row", { name: /Jo Ortiz/ });
    await expect(row.getByRole("cell").nth(2)).toHaveText("1");
    await row.getByRole("button", { name: "Deactivate Jo Ortiz" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Their work goes to").click();
    await page.getByRole("option", { name: /^Ada Byron/ }).click();
    await page.getByRole("button", { name: "Deactivate", exact: true }).click();
    await expect(page.getByText("To Ada Byron: 1 lead.")).toBeVisible();
    await expect(row).toBeHidden();
    await expect(page.getByRole("region", { name: "Former members" })).toContainText(
      "deactivated by Ada Byron. Work went to Ada Byron.",
    );
    await signIn(invited);
    await expect(
      page.getByRole("heading", { name: "You are not a member any more" }),
    ).toBeVisible();
    await expect(page.getByText(`Ada Byron, ${admin.email}`)).toBeVisible();
  });

  await test.step("the trail says so, and who comes back is what they were", async () => {
    await signIn(admin.email);
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
    await app.goto("/admin/members");
    await page.getByRole("button", { name: "Reactivate Jo Ortiz" }).click();
    await expect(page.getByText("Jo Ortiz is back as Manager")).toBeVisible();
    await page.getByRole("link", { name: "Audit trail" }).click();
    const trail = page.getByRole("list", { name: "Lines of the trail" });
    await expect(trail.getByRole("listitem").first()).toContainText(
      "Ada Byron brought Jo Ortiz back as Manager",
    );
    await expect(trail).toContainText("Ada Byron changed the role of Jo Ortiz from Rep to Manager");
    await page.keyboard.press("/");
    await page.keyboard.type("deactivated");
    await expect(trail.getByRole("listitem")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(trail.getByText("successor")).toBeVisible();
    await expect(trail).toContainText(
      "Ada Byron deactivated Jo Ortiz and handed 1 lead to Ada Byron",
    );
  });
});

test("a revoked invitation opens nothing", async ({ app }) => {
  const { page } = app;
  await signUpQuickly(app, { proven: true });
  const invited = newEmail("mei");
  await askApi(page, "POST", "/api/invitations", { email: invited, role: "manager" });
  const link = await linkFromMail(invited, "invite_member");
  await app.goto("/admin/members");
  await page.getByRole("button", { name: `Revoke the invitation of ${invited}` }).click();
  await expect(page.getByText("Nobody is invited at the moment.")).toBeVisible();
  await app.goto(link);
  await expect(page.getByText("This link no longer works")).toBeVisible();
});
