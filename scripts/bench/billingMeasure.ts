import { join } from "node:path";
import type { Page } from "@playwright/test";
import { seedDemoAccounts } from "#sandbox/demo/seedDemoAccounts";
import { payByCard } from "../../desktop/test/journey/payByCard.ts";
import { ApiClient } from "../scale/ApiClient.ts";
import { type Scale, startScale } from "../scale/startScale.ts";
import { round, summarize } from "../scale/summarize.ts";
import { buildApp } from "../start/buildApp.ts";
import type { Measure } from "./Measure.ts";
import { openPage } from "./openPage.ts";

const PURCHASES = 30;
const WARM_UP_PURCHASES = 2;
const PASSWORD = "a floor full of voices";

/**
 * From pressing the button on Stripe's page until the manager's open Billing screen, in another window, shows the plan:
 * payment, signed webhook, a reading of Stripe, one transaction, the live line. Beside it, what the payment alone takes:
 * until the browser has Stripe's answer, which leads back to us.
 */
export const billingMeasure: Measure = {
  name: "billing",
  run: async ({ root, endings, tell }) => {
    const stopped = new AbortController();
    endings.add(() => stopped.abort());
    await buildApp(root, stopped.signal);
    const assetsDir = join(root, "out", "renderer");
    const scale = await startScale({ root, endings, reps: 0, assetsDir, log: tell });
    const atStripe = await openPage(scale, scale.manager, endings);
    const toScreen: number[] = [];
    const toAnswer: number[] = [];
    for (let purchase = 0; purchase < WARM_UP_PURCHASES + PURCHASES; purchase += 1) {
      const { screenMs, answerMs } = await buy(scale, atStripe, purchase);
      if (purchase < WARM_UP_PURCHASES) continue;
      toScreen.push(screenMs);
      toAnswer.push(answerMs);
    }
    const [paymentToScreenMs, paymentAloneMs] = [toScreen, toAnswer].map((ms) => summarize(ms));
    return {
      paymentToScreenMs: { ...paymentToScreenMs },
      paymentAloneMs: { ...paymentAloneMs },
      paymentToScreenP50ToAlone: round((paymentToScreenMs?.p50 ?? 0) / (paymentAloneMs?.p50 ?? 1)),
    };
  },
};

/** One organization buys Pro once. Moments are the browser's, which both windows share. */
async function buy(scale: Scale, atStripe: Page, purchase: number) {
  const email = `buyer${purchase}@floor.example`;
  await seedDemoAccounts(scale.world.stack.supabase, {
    organization: `Buyer ${purchase}`,
    password: PASSWORD,
    accounts: [{ email, name: "Buyer", role: "admin" }],
    leads: [],
  });
  const client = new ApiClient(scale.workerd.url, `10.1.0.${purchase}`);
  await client.call("token", {
    query: { grant_type: "password" },
    body: { email, password: PASSWORD },
  });
  const { user } = await client.call("getMe", {});
  const { plans } = await client.call("getBilling", {});
  const { url } = await client.call("createCheckout", {
    body: {
      userId: user.id,
      priceId: plans.find(({ id }) => id === "pro")?.priceId ?? "",
      successUrl: `${scale.appOrigin}/billing/return?from=app`,
      cancelUrl: `${scale.appOrigin}/billing/cancelled?from=app`,
    },
  });
  const page = await atStripe.context().browser()?.newPage({ baseURL: scale.appOrigin });
  if (page === undefined) throw new Error("There is no browser.");
  await page.context().addCookies(
    [...client.cookies()].map(([name, value]) => ({
      name,
      value,
      url: scale.appOrigin,
      httpOnly: true,
    })),
  );
  await page.goto("/billing");
  await page.getByText("Costs nothing.").first().waitFor();
  await page.getByText("Connected").first().waitFor({ state: "attached" });
  const shown = whenShown(page, "$99.00 a month");
  await atStripe.goto(url);
  const pressed = whenPressed(atStripe);
  const answered = atStripe.waitForResponse(
    (response) => response.request().method() === "POST" && response.status() === 303,
  );
  await payByCard(atStripe, "pays");
  const pressedMs = await pressed;
  const { startTime, responseStart } = (await answered).request().timing();
  const screenMs = (await shown) - pressedMs;
  await page.context().close();
  return { screenMs, answerMs: startTime + responseStart - pressedMs };
}

/** When the button was pressed (ms since 1970). Its page goes at once, so that it must say it before. */
function whenPressed(page: Page): Promise<number> {
  const said = page.waitForEvent("console", (message) => message.text().startsWith("pressed "));
  void page.evaluate(() =>
    addEventListener(
      "click",
      (event) => {
        if (event.target instanceof HTMLButtonElement)
          console.log(`pressed ${performance.timeOrigin + event.timeStamp}`);
      },
      true,
    ),
  );
  return said.then((message) => Number(message.text().split(" ")[1]));
}

/** When a text stands in the page (ms since 1970). */
function whenShown(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`The page does not show ${wanted}.`)), 30_000);
        const observer = new MutationObserver(() => {
          const plan = document.querySelector("main section")?.textContent ?? "";
          if (!plan.includes(wanted)) return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    text,
  );
}
