import type { Page } from "@playwright/test";
import { api } from "#shared/api";
import { askApi } from "../journey/askApi.ts";
import { importQuickly } from "../journey/importQuickly.ts";
import { joinQuickly } from "../journey/joinQuickly.ts";
import { openWindow } from "../journey/openWindow.ts";
import { signUpQuickly } from "../journey/signUpQuickly.ts";
import { expect, test } from "../webTest.ts";

const held = (page: Page) => page.getByRole("list", { name: "Kept for you" }).getByRole("button");
const atHand = (page: Page) =>
  page.getByRole("region", { name: "Lead", exact: true }).getByRole("heading").first();

test("two reps in one list never have the same lead, and one that leaves frees what they held", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const admin = await openWindow(browser, baseURL);
  const goto = async (path: string) => void (await admin.goto(path));
  await signUpQuickly({ page: admin, goto }, { proven: true });
  const list = await importQuickly(admin, "Shared", 9);
  const ada = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
  const bo = await joinQuickly(admin, await openWindow(browser, baseURL), "rep");
  const called: string[] = [];
  for (const rep of [ada, bo]) {
    await rep.goto(`/dial/${list}`);
    await expect(held(rep)).toHaveCount(3);
  }

  await test.step("what one holds is not among what the other holds", async () => {
    const names = [...(await held(ada).allTextContents()), ...(await held(bo).allTextContents())];
    expect(new Set(names).size).toBe(6);
  });

  await test.step("each calls, turn and turn about, and no lead comes twice", async () => {
    for (const rep of [ada, bo, ada, bo]) {
      const name = (await atHand(rep).textContent()) ?? "";
      called.push(name);
      await expect(rep.getByText(/^Allowed: /)).toBeVisible();
      await rep.keyboard.press("Enter");
      await expect(rep.getByRole("timer").first()).toBeVisible();
      await rep.keyboard.press("1");
      await expect(atHand(rep)).not.toHaveText(name);
    }
    expect(new Set(called).size).toBe(4);
  });

  await test.step("one leaves; the other calls all that is left", async () => {
    // An outcome waits to be taken back before it is told: until then its lead is not let go.
    const told = async () => {
      const { calls } = api.listCalls.answer.parse(await askApi(admin, "GET", "/api/calls"));
      return calls.filter(({ outcome }) => outcome !== null).length;
    };
    await expect.poll(told, { timeout: 20_000 }).toBe(4);
    await bo.goto("about:blank");
    while (called.length < 9) {
      const before = called.at(-1) ?? "";
      await expect(atHand(ada)).toHaveText(/^Lead/);
      if (called.length > 4) await expect(atHand(ada)).not.toHaveText(before);
      called.push((await atHand(ada).textContent()) ?? "");
      await expect(ada.getByText(/^Allowed: /)).toBeVisible();
      await ada.keyboard.press("Enter");
      await expect(ada.getByRole("timer").first()).toBeVisible();
      await ada.keyboard.press("1");
    }
    expect(new Set(called).size).toBe(9);
    await expect(ada.getByRole("heading", { name: "Everybody here is called" })).toBeVisible();
  });
});
