import { createHmac, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { type Scale, startScale } from "../scale/startScale.ts";
import { round, summarize } from "../scale/summarize.ts";
import { buildApp } from "../start/buildApp.ts";
import type { Measure } from "./Measure.ts";
import { openPage } from "./openPage.ts";

const FLAG = "voice_ai_enabled";
/** Even, like those that warm up, so that the next way begins where this one did. */
const TOGGLES = 50;
const WARM_UP_TOGGLES = 6;
/** Between two toggles (ms): the desktop fetches the same no oftener than four times a second. */
const QUIET_MS = 400;
const FEATURES = "section ul";

/** Toggles the flag for the organization, one way or another. */
type Toggle = (on: boolean) => Promise<unknown>;

/**
 * From the moment somebody's toggle sets out until another person's open page, in a real Chromium, shows it: an
 * admin's request, a signed message from elsewhere, and plain SQL past the product, beside the bare requests.
 */
export const flagsMeasure: Measure = {
  name: "flags",
  run: async ({ root, endings, tell }) => {
    const stopped = new AbortController();
    endings.add(() => stopped.abort());
    await buildApp(root, stopped.signal);
    const assetsDir = join(root, "out", "renderer");
    const scale = await startScale({ root, endings, reps: 1, assetsDir, log: tell });
    const [rep] = scale.reps;
    if (rep === undefined) throw new Error("There is no rep.");
    const page = await openPage(scale, rep, endings);
    await page.goto("/settings/profile");
    await page.waitForFunction(
      (selector) => document.querySelector(selector)?.textContent.includes("Off"),
      FEATURES,
    );
    const admin = await measure(page, byAdmin(scale));
    const webhook = await measure(page, byWebhook(scale));
    const sql = await measure(page, bySql(scale));
    return { toggles: TOGGLES, admin, webhook, sql };
  },
};

const byAdmin =
  ({ manager }: Scale): Toggle =>
  (on) =>
    manager.client.call("setOrganizationFlag", { params: { flag: FLAG }, body: { on } });

const byWebhook =
  ({ organizationId, workerd, world }: Scale): Toggle =>
  async (on) => {
    const body = JSON.stringify({
      id: randomUUID(),
      flag: FLAG,
      scope: "organization",
      organizationId,
      value: on ? "on" : "off",
      by: "bench",
    });
    const seconds = Math.floor(Date.now() / 1_000);
    const secret = world.env["FLAG_WEBHOOK_SECRET"] ?? "";
    const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    const answer = await fetch(`${workerd.url}/api/webhooks/feature-flags`, {
      method: "POST",
      headers: { "x-salespulse-signature": `t=${seconds},v1=${mac}` },
      body,
    });
    if (!answer.ok) throw new Error(`The message was refused: ${await answer.text()}`);
  };

const bySql =
  ({ database, organizationId }: Scale): Toggle =>
  (on) =>
    database.query(
      "update public.flag_overrides set is_on = $1 where organization_id = $2 and user_id is null",
      [on, organizationId],
    );

/** Toggles again and again, each time waiting for it on the other's page. */
async function measure(page: Page, toggle: Toggle) {
  const shown: number[] = [];
  const answered: number[] = [];
  for (let count = 0; count < WARM_UP_TOGGLES + TOGGLES; count += 1) {
    await wait(QUIET_MS);
    await watch(page);
    const sentMs = Date.now();
    await toggle(count % 2 === 0);
    const answeredMs = Date.now();
    const shownMs = await changed(page);
    if (count < WARM_UP_TOGGLES) continue;
    shown.push(shownMs - sentMs);
    answered.push(answeredMs - sentMs);
  }
  const [toScreen, request] = [summarize(shown), summarize(answered)];
  return {
    toggleToScreenMs: { ...toScreen },
    bareRequestMs: { ...request },
    screenP95ToRequest: round(toScreen.p95 / Math.max(request.p95, 1)),
  };
}

/** Has the page note when the text of the features becomes another, by this machine's clock. */
async function watch(page: Page): Promise<void> {
  await page.evaluate((selector) => {
    const text = () => document.querySelector(selector)?.textContent;
    const before = text();
    Object.assign(globalThis, { changedAtMs: null });
    const observer = new MutationObserver(() => {
      if (text() === before) return;
      observer.disconnect();
      Object.assign(globalThis, { changedAtMs: Date.now() });
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  }, FEATURES);
}

/** When that was. Throws where it stays as it was for ten seconds. */
async function changed(page: Page): Promise<number> {
  const found = await page.waitForFunction("globalThis.changedAtMs", undefined, {
    timeout: 10_000,
  });
  return z.number().parse(await found.jsonValue());
}
