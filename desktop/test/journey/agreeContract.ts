import type { Page } from "@playwright/test";
import { meSchema } from "#shared/account";
import { askApi } from "./askApi.ts";
import { asService } from "./asService.ts";

/** Gives the organization of whom `page` is signed in as terms of its own, as operators agree them: without bounds. */
export async function agreeContract(page: Page): Promise<void> {
  const { membership } = meSchema.parse(await askApi(page, "GET", "/api/me"));
  await asService("POST", "billing_contracts", {
    organization_id: membership?.organization.id,
    plan_id: "enterprise",
  });
}
