import { pageSecurityHeaders } from "#shared/pageSecurityHeaders";
import { expect, test } from "../webTest.ts";

for (const path of ["/", "/sign-in", "/some/deep/route"]) {
  test(`the web host serves ${path} under the same headers as the desktop`, async ({ request }) => {
    const answer = await request.get(path);
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toContain("text/html");
    expect(answer.headers()).toMatchObject(pageSecurityHeaders());
  });
}

test("the page runs in a browser, without the desktop's door and without a complaint of the policy", async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) complaints.push(message.text());
  });
  await page.goto("/");
  await expect(page.getByRole("heading").first()).toBeVisible();
  expect(await page.evaluate(() => "salespulse" in globalThis)).toBe(false);
  expect(complaints).toEqual([]);
});
