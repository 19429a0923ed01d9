import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { linkFromMail } from "../journey/linkFromMail.ts";
import { PASSWORD, signUpQuickly } from "../journey/signUpQuickly.ts";

test("somebody with an account of their own joins by an invitation", async ({ app }) => {
  const { page } = app;
  const guest = await signUpQuickly(app, { proven: false });
  await askApi(page, "POST", "/auth/v1/logout");
  await signUpQuickly(app, { proven: true });
  await askApi(page, "POST", "/api/invitations", { email: guest.email, role: "manager" });
  const link = await linkFromMail(guest.email, "invite_member");
  await askApi(page, "POST", "/auth/v1/logout");

  await app.goto(link);
  await page.getByLabel("Your name").fill("Ada Byron");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByText("You have an account with this address.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await app.goto("/team");
  await expect(page.getByText(guest.email)).toBeVisible();
  await expect(page.getByLabel("Role of Ada Byron")).toBeHidden();
});
