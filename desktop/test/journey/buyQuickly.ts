import type { Page } from "@playwright/test";
import { api } from "#shared/api";
import { askApi } from "./askApi.ts";
import { idOf } from "./idOf.ts";
import { type CARDS, payByCard } from "./payByCard.ts";
import { readStack } from "./readStack.ts";

/** Buys a plan without the screens, by Stripe's page in `browser`. */
export async function buyQuickly(
  page: Page,
  browser: Page,
  planId: "pro" | "team",
  {
    seats,
    extraSimLines = 0,
    card = "pays",
  }: { seats?: number; extraSimLines?: number; card?: keyof typeof CARDS } = {},
): Promise<void> {
  const { plans } = api.getBilling.answer.parse(await askApi(page, "GET", "/api/billing"));
  const { app } = readStack();
  const { url } = api.createCheckout.answer.parse(
    await askApi(page, "POST", "/api/checkout/session", {
      userId: await idOf(page),
      priceId: plans.find(({ id }) => id === planId)?.priceId,
      successUrl: `${app}/billing/return?from=app`,
      cancelUrl: `${app}/billing/cancelled?from=app`,
      ...(seats === undefined ? {} : { seats }),
      extraSimLines,
    }),
  );
  await browser.goto(url);
  await payByCard(browser, card);
  if (card === "asksProof") await browser.getByRole("button", { name: "Complete" }).click();
  await browser.waitForURL(/\/billing\/return/);
  await askApi(page, "POST", "/api/billing/refresh");
}
