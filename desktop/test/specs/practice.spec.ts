import { expect, test } from "../electronTest.ts";
import { askApi } from "../journey/askApi.ts";
import { linkFromMail } from "../journey/linkFromMail.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";

test("before the address is proved one can practice, and nothing is dialed or counted", async ({
  app,
}) => {
  const { page } = app;
  await signUpQuickly(app, { proven: false });
  await expect(page.getByText("Confirm your address to call")).toBeVisible();
  await page.getByRole("button", { name: "Try the sample" }).click();
  await expect(page.getByText("Practice: no call is placed")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Practicing", { exact: true })).toBeVisible();
  await page.keyboard.press("4");
  await expect(page.getByRole("button", { name: /^Practice/ })).toBeVisible();
  expect(await app.shellOpened()).toEqual([]);

  await page.keyboard.press("g");
  await page.keyboard.press("t");
  const calls = page.getByRole("region", { name: "Recent calls" }).getByRole("listitem");
  await expect(calls).toContainText(["Practice"]);
  await expect(calls).toContainText(["Busy"]);
  const day = page.getByRole("region", { name: "My day" });
  await expect(day.getByText("Calls").locator("xpath=following-sibling::dd")).toHaveText("0");
});

test("proved elsewhere, the banner goes as soon as the window is returned to", async ({ app }) => {
  const { page } = app;
  const { email } = await signUpQuickly(app, { proven: false });
  await expect(page.getByText("Confirm your address to call")).toBeVisible();
  const token = (await linkFromMail(email, "verify_email")).split("#token=")[1];
  await askApi(page, "POST", "/auth/v1/verify", { token });
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(page.getByText("Confirm your address to call")).toBeHidden();
});

test("the mail with the link is sent again on demand", async ({ app }) => {
  const { page } = app;
  const { email } = await signUpQuickly(app, { proven: false });
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText(`Look for our mail to ${email}.`)).toBeVisible();
});
