import { expect } from "@playwright/test";
import { askApi } from "./askApi.ts";
import type { DesktopApp } from "../host/DesktopApp.ts";
import { linkFromMail } from "./linkFromMail.ts";
import { newEmail } from "./newEmail.ts";

/** The password of everybody whom specs sign up. */
export const PASSWORD = "violet tractor moonlight";

/** Founds an organisation without the screens, and leaves its admin signed in on Today. */
export async function signUpQuickly(
  app: Pick<DesktopApp, "goto" | "page">,
  options: { proven: boolean },
): Promise<{ email: string }> {
  const email = newEmail("ada");
  await app.goto("/sign-in");
  await askApi(app.page, "POST", "/auth/v1/signup", {
    email,
    password: PASSWORD,
    data: { full_name: "Ada Byron" },
  });
  await askApi(app.page, "PATCH", "/api/organization", { name: "Northwind" });
  if (options.proven) {
    const token = (await linkFromMail(email, "verify_email")).split("#token=")[1];
    await askApi(app.page, "POST", "/auth/v1/verify", { token });
  }
  await app.goto("/today");
  await expect(app.page.getByRole("heading", { name: "Today" })).toBeVisible();
  return { email };
}
