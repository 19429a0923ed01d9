import type { Page } from "@playwright/test";
import { api } from "#shared/api";
import { askApi } from "./askApi.ts";

/** The id of whoever is signed in on a page. */
export async function idOf(page: Page): Promise<string> {
  return api.getMe.answer.parse(await askApi(page, "GET", "/api/me")).user.id;
}
