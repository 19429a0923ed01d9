import type { Browser, Page } from "@playwright/test";

/** A window of its own, with its own sign-in. */
export async function openWindow(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const page = await context.newPage();
  await page.goto("/sign-in");
  return page;
}
