import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { zoneAtNoon } from "../../worker/test/zoneAtNoon.ts";
import { fictionalLead } from "../scale/fictionalLead.ts";
import { seededRandom } from "../scale/seededRandom.ts";
import { seedLeads, seedList } from "../scale/seedLeads.ts";
import { startScale } from "../scale/startScale.ts";
import { round, summarize } from "../scale/summarize.ts";
import { buildApp } from "../start/buildApp.ts";
import type { Measure } from "./Measure.ts";
import { openPage } from "./openPage.ts";
import { TYPED } from "./searchMeasure.ts";
import { pressAndMeasure, watchPage } from "./watchPage.ts";

const CALLS = 50;
/** The default playbook's fourth outcome: busy, which asks for nothing. */
const OUTCOME_KEY = "4";
const PLAIN_KEY = "F9";

/**
 * What a rep feels, in a real Chromium on the built app: from the key that ends a call to the next lead's name, and
 * from a letter of a search to other rows, beside a key that changes one text of the same page without the app.
 */
export const pageMeasure: Measure = {
  name: "page",
  run: async ({ root, endings, rows: count, seed, tell }) => {
    const stopped = new AbortController();
    endings.add(() => stopped.abort());
    await buildApp(root, stopped.signal);
    const assetsDir = join(root, "out", "renderer");
    const scale = await startScale({ root, endings, reps: 1, assetsDir, log: tell });
    const [rep] = scale.reps;
    if (rep === undefined) throw new Error("There is no rep.");
    const random = seededRandom(seed);
    const leads = Array.from({ length: count }, (_, index) => {
      const lead = fictionalLead(index, random);
      // Names that differ, so that each next one is seen.
      const name = `${lead.name} ${index + 1}`;
      return { ...lead, name, id: randomUUID(), timeZone: zoneAtNoon(), ownerId: null };
    });
    await seedLeads(scale.database, scale.organizationId, leads);
    const listId = await seedList(scale.database, {
      organizationId: scale.organizationId,
      name: "Measured",
      createdBy: scale.manager.id,
      leadIds: leads.map(({ id }) => id),
    });
    const page = await openPage(scale, rep, endings);
    await page.goto(`/dial/${listId}`);
    const nextLead = await measureCalls(page);
    const plain = await measurePlain(page);
    await page.goto("/leads");
    const rows = await measureSearch(page);
    const [next, bare, search] = [nextLead, plain, rows].map((ms) => ({ ...summarize(ms) }));
    return {
      leads: count,
      keyToNextLeadMs: next ?? null,
      letterToRowsMs: search ?? null,
      plainKeyToTextMs: bare ?? null,
      nextLeadP95ToPlain: round((next?.p95 ?? 0) / (bare?.p95 ?? 1)),
    };
  },
};

async function measureCalls(page: Page): Promise<number[]> {
  await page.waitForSelector("h2[data-pane-start]");
  await watchPage(page, "h2[data-pane-start]");
  const ms: number[] = [];
  const outcome = page.locator(`button[aria-keyshortcuts="${OUTCOME_KEY}"]`);
  for (let call = 0; call < CALLS; call += 1) {
    await beginCall();
    ms.push(await pressAndMeasure(page, OUTCOME_KEY));
  }
  return ms;

  /** Asked again while leave to call is still on its way. */
  async function beginCall(): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      await page.keyboard.press("Enter");
      if (await outcome.isEnabled()) return;
      await page.waitForTimeout(100);
    }
    throw new Error("No call could be begun.");
  }
}

async function measurePlain(page: Page): Promise<number[]> {
  await page.evaluate((key) => {
    const text = document.body.appendChild(document.createElement("p"));
    text.id = "plain";
    let count = 0;
    addEventListener("keydown", (event) => {
      if (event.key === key) text.textContent = String(++count);
    });
  }, PLAIN_KEY);
  await watchPage(page, "#plain");
  const ms: number[] = [];
  for (let press = 0; press < CALLS; press += 1) ms.push(await pressAndMeasure(page, PLAIN_KEY));
  return ms;
}

/** Types each text letter by letter; a letter that leaves the same rows standing is not counted. */
async function measureSearch(page: Page): Promise<number[]> {
  await page.waitForSelector("tr[aria-rowindex='2']");
  await watchPage(page, "tr[aria-rowindex]");
  const field = page.getByRole("searchbox", { name: "Search leads" });
  const ms: number[] = [];
  for (const typed of TYPED) {
    await field.fill("");
    await page.waitForTimeout(500);
    for (const letter of typed) {
      const before = await rowsOf(page);
      // A text that was typed before is answered from what is there.
      const answered = page
        .waitForResponse(/\/api\/leads\/find/, { timeout: 1_500 })
        .catch(() => undefined);
      const measured = pressAndMeasure(page, letter);
      measured.catch(() => undefined);
      await answered;
      await page.waitForTimeout(100);
      if ((await rowsOf(page)) !== before) ms.push(await measured);
    }
  }
  return ms;
}

function rowsOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll("tr[aria-rowindex]")].map((row) => row.textContent).join("\n"),
  );
}
