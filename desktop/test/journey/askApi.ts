import type { Page } from "@playwright/test";

/**
 * Asks the Worker from within the page, with its cookies, as the page itself would. For setting a
 * scene quickly and for reading back what was saved; what a spec is about, it does on the screen.
 */
export async function askApi(
  page: Page,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await page.evaluate(
    async (given) => {
      const response = await fetch(given.path, {
        method: given.method,
        headers: { "content-type": "application/json" },
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
      });
      return { status: response.status, text: await response.text() };
    },
    { method, path, body },
  );
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text);
}
