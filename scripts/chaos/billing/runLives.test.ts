import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { Endings } from "../../start/Endings.ts";
import { countMails } from "./countMails.ts";
import { runLives } from "./runLives.ts";
import { startBillingWorld } from "./startBillingWorld.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const endings = new Endings(() => undefined);
afterAll(() => endings.run());

it("thirty lives of subscriptions end as Stripe says, whatever came of its messages, each mail sent once", async () => {
  const seed = 11;
  const world = await startBillingWorld({ root, endings, seed, log: () => undefined });
  const report = await runLives(world, { seed, lives: 30, jobs: 6 });
  expect(report.failed).toEqual([]);
  // Not because nothing happened.
  expect(report.held).toBe(30);
  expect(report.letters.delivered).toBeGreaterThan(300);
  expect(report.letters.lost).toBeGreaterThan(100);
  expect(report.steps["change"]?.done).toBeGreaterThan(20);
  expect([...world.faults.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
  const mails = await countMails(world);
  expect(mails).toMatchObject({ sentTwice: 0, unsent: 0 });
  expect(mails.written).toBeGreaterThan(20);
}, 240_000);
