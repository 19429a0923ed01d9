import { meSchema } from "#shared/account";
import { agreeContract } from "../journey/agreeContract.ts";
import { askApi } from "../journey/askApi.ts";
import { asService } from "../journey/asService.ts";
import { expectNoViolations } from "../journey/expectNoViolations.ts";
import { idOf } from "../journey/idOf.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { joinQuickly } from "../journey/joinQuickly.ts";
import { makeOperator } from "../journey/makeOperator.ts";
import { newEmail } from "../journey/newEmail.ts";
import { openWindow } from "../journey/openWindow.ts";
import { signUpInWindow } from "../journey/signUpInWindow.ts";
import { expect, test } from "../webTest.ts";

test("where no seat is left an admin reads so, until an operator agrees terms", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  const operator = await signUpInWindow(await openWindow(browser, baseURL));
  await makeOperator(await idOf(operator));
  const { membership } = meSchema.parse(await askApi(admin, "GET", "/api/me"));
  for (let at = 0; at < 4; at += 1)
    await askApi(admin, "POST", "/api/invitations", { email: newEmail("guest"), role: "rep" });

  await admin.goto("/admin/members?invite=true");
  const full = admin.getByText("Your Free plan holds 5 seats, and members and open invitations");
  await expect(full).toContainText("take 5.");
  await admin.getByLabel("Email").fill(newEmail("one-more"));
  await admin.keyboard.press("Enter");
  await expect(admin.getByText("Your plan does not allow more")).toBeVisible();
  await expectNoViolations(admin, "the invitation");

  await operator.goto(`/operator/organizations?organization=${membership?.organization.id}`);
  const plan = operator.getByRole("region", { name: "Plan" });
  await expect(plan).toContainText("5 seats");
  await plan.getByRole("button", { name: "Agree terms" }).click();
  await operator.getByLabel("Seats").fill("40");
  await expectNoViolations(operator, "the terms");
  await operator.getByRole("button", { name: "Agree", exact: true }).click();
  await expect(plan).toContainText("By agreement");
  await expect(plan).toContainText("40 seats");
  await expect(operator.getByRole("region", { name: "What happened lately" })).toContainText(
    "added the agreed plan enterprise",
  );

  // By the live line.
  await expect(full).toBeHidden();
  await admin.getByRole("button", { name: "Send the invitation" }).click();
  await expect(admin.getByText("Invited", { exact: true })).toBeVisible();

  await plan.getByRole("button", { name: "End them" }).click();
  await operator.getByRole("button", { name: "End the terms" }).click();
  await expect(plan).toContainText("5 seats");
});

test("when the grace is over nobody calls, and each is told what they can do about it", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await signUpInWindow(await openWindow(browser, baseURL));
  const rep = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
  const list = await importQuickly(admin, "Fair", 10);
  const { membership } = meSchema.parse(await askApi(admin, "GET", "/api/me"));
  await asService("POST", "entitlements", {
    organization_id: membership?.organization.id,
    plan_id: "pro",
    extra_sim_lines: 0,
    grace_ends_at: "2026-01-01T00:00:00Z",
  });
  for (const page of [admin, rep]) {
    await page.goto(`/dial/${list}`);
    await expect(page.getByText("No calls for now: a payment is overdue.")).toBeVisible();
    await page.getByRole("button", { name: "Call", exact: false }).first().click();
    await expect(page.getByRole("alert")).toContainText("No calls for now");
    await expectNoViolations(page, "dialing");
  }
  await expect(rep.getByText("Once a manager has paid, they go on.")).toBeVisible();
  await agreeContract(admin);
  await rep.reload();
  await expect(rep.getByText("No calls for now")).toBeHidden();
  await admin.getByRole("link", { name: "Pay under Billing" }).click();
  await expect(admin).toHaveURL(/\/billing$/);
});
