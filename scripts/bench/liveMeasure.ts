import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { fictionalLead } from "../scale/fictionalLead.ts";
import { seededRandom } from "../scale/seededRandom.ts";
import { seedLeads } from "../scale/seedLeads.ts";
import { type Scale, startScale } from "../scale/startScale.ts";
import { round, summarize } from "../scale/summarize.ts";
import { buildApp } from "../start/buildApp.ts";
import { measureHub } from "./measureHub.ts";
import type { Measure } from "./Measure.ts";
import { openPage } from "./openPage.ts";

const CHANGES = 60;
const WARM_UP_CHANGES = 5;
/** Between two changes (ms): the desktop fetches the same no oftener than about three times a second. */
const QUIET_MS = 500;
const ECHOES = 200;
const REPS = 20;

/**
 * From the commit of a change through the Worker to the changed text on another person's page, in a real Chromium,
 * beside a bare WebSocket's echo to the same page; and how many events a second one hub passes on.
 */
export const liveMeasure: Measure = {
  name: "live",
  run: async ({ root, endings, rows: count, seed, tell }) => {
    const stopped = new AbortController();
    endings.add(() => stopped.abort());
    await buildApp(root, stopped.signal);
    const assetsDir = join(root, "out", "renderer");
    const scale = await startScale({ root, endings, reps: REPS, assetsDir, log: tell });
    const random = seededRandom(seed);
    const leads = Array.from({ length: count }, (_, index) => ({
      ...fictionalLead(index, random),
      id: randomUUID(),
      ownerId: null,
    }));
    await seedLeads(scale.database, scale.organizationId, leads);
    const [rep] = scale.reps;
    const [lead] = leads;
    if (rep === undefined || lead === undefined) throw new Error("Nobody is there.");
    const page = await openPage(scale, rep, endings);
    await page.goto(`/leads/${lead.id}`);
    const screen = await measureScreen(scale, page, lead.id);
    const echo = summarize(await measureEcho(page, scale.workerd.plainUrl));
    await page.close();
    const hub = await measureHub(scale);
    return {
      leads: count,
      ...screen,
      bareEchoMs: { ...echo },
      changeToScreenP95ToEcho: round(screen.changeToScreenMs.p95 / echo.p95),
      hub,
    };
  },
};

const shownSchema = z.object({ askedMs: z.number(), answeredMs: z.number(), shownMs: z.number() });

/** Changes a lead's company again and again, each time waiting for it on the other's page. */
async function measureScreen(scale: Scale, page: Page, leadId: string) {
  await page.waitForSelector("button[aria-label^='Company:']");
  await page.evaluate(() => performance.setResourceTimingBufferSize(100_000));
  const toScreen: number[] = [];
  const toDesktop: number[] = [];
  const fetched: number[] = [];
  const drawn: number[] = [];
  const written: number[] = [];
  for (let change = 0; change < WARM_UP_CHANGES + CHANGES; change += 1) {
    await wait(QUIET_MS);
    const company = `Company ${change}`;
    const shown = waitForText(page, company);
    const sentMs = Date.now();
    await scale.manager.client.call("updateLead", { params: { leadId }, body: { company } });
    const { askedMs, answeredMs, shownMs } = shownSchema.parse(await shown);
    if (change < WARM_UP_CHANGES) continue;
    const committedMs = await lastCommitMs(scale, leadId);
    toScreen.push(shownMs - committedMs);
    toDesktop.push(askedMs - committedMs);
    fetched.push(answeredMs - askedMs);
    drawn.push(shownMs - answeredMs);
    written.push(committedMs - sentMs);
  }
  const [changeToScreenMs, changeToFetchMs, fetchMs, drawMs, requestToChangeMs] = [
    toScreen,
    toDesktop,
    fetched,
    drawn,
    written,
  ].map((ms) => ({ ...summarize(ms) }));
  if (!changeToScreenMs || !changeToFetchMs || !fetchMs || !drawMs || !requestToChangeMs)
    throw new Error("Nothing was measured.");
  return { changeToScreenMs, parts: { requestToChangeMs, changeToFetchMs, fetchMs, drawMs } };
}

/** Answers when the page asked for the lead, was answered and had the text in its DOM (ms since 1970). */
function waitForText(page: Page, text: string): Promise<unknown> {
  return page.evaluate(
    (wanted) =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`The page does not show ${wanted}.`)), 20_000);
        const observer = new MutationObserver(() => {
          const found = document.querySelector("button[aria-label^='Company:']");
          if (!found?.textContent?.includes(wanted)) return;
          observer.disconnect();
          const shownMs = performance.timeOrigin + performance.now();
          // The entry of a request comes a moment after its answer.
          setTimeout(() => {
            const asked = performance
              .getEntriesByType("resource")
              .filter((entry) => /\/api\/leads\/[0-9a-f-]+$/.test(entry.name))
              .at(-1);
            const askedMs = performance.timeOrigin + (asked?.startTime ?? 0);
            resolve({ shownMs, askedMs, answeredMs: askedMs + (asked?.duration ?? 0) });
          }, 50);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    text,
  );
}

/** When the last change of a lead began to be written (ms since 1970): its commit follows, so no wait is hidden. */
async function lastCommitMs({ database }: Scale, leadId: string): Promise<number> {
  const { rows } = await database.query(
    `select extract(epoch from max(created_at)) * 1000 as ms from public.live_events
     where kind = 'lead' and entity_id = $1`,
    [leadId],
  );
  const [row] = z.array(z.object({ ms: z.coerce.number() })).parse(rows);
  return row?.ms ?? Number.NaN;
}

/** Round trips of a bare WebSocket from the same page to the same process (ms). */
async function measureEcho(page: Page, plainUrl: string): Promise<number[]> {
  const ms = await page.evaluate(
    async ({ url, count }) => {
      const socket = new WebSocket(url);
      await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
      const trips: number[] = [];
      for (let trip = 0; trip < count; trip += 1) {
        const began = performance.now();
        const back = new Promise((resolve) =>
          socket.addEventListener("message", resolve, { once: true }),
        );
        socket.send("ping");
        await back;
        trips.push(performance.now() - began);
      }
      socket.close();
      return trips;
    },
    { url: plainUrl.replace("http", "ws"), count: ECHOES },
  );
  return z.array(z.number()).parse(ms);
}
