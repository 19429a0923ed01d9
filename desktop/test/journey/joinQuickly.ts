import type { Page } from "@playwright/test";
import type { Role } from "#shared/roles";
import { askApi } from "./askApi.ts";
import { linkFromMail } from "./linkFromMail.ts";
import { newEmail } from "./newEmail.ts";
import { PASSWORD } from "./signUpQuickly.ts";

/** Joins an admin's organisation by an invitation, without the screens, and leaves `page` signed in. Answers it. */
export async function joinQuickly(admin: Page, page: Page, role: Role): Promise<Page> {
  const email = newEmail(role);
  await askApi(admin, "POST", "/api/invitations", { email, role });
  const token = (await linkFromMail(email, "invite_member")).split("#token=")[1];
  await askApi(page, "POST", "/auth/v1/signup", {
    email,
    password: PASSWORD,
    data: { full_name: `A ${role}`, invitation_token: token },
  });
  return page;
}
