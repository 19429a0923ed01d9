import type { Page } from "@playwright/test";
import { signUpQuickly } from "./signUpQuickly.ts";

/** Somebody new with a proved address, in a window of the web host; answers the window. */
export async function signUpInWindow(page: Page): Promise<Page> {
  const goto = async (path: string) => void (await page.goto(path));
  await signUpQuickly({ page, goto }, { proven: true });
  return page;
}
