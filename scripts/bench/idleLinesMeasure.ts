import { setTimeout as wait } from "node:timers/promises";
import { openLiveLine } from "../scale/openLiveLine.ts";
import { startScale } from "../scale/startScale.ts";
import { round } from "../scale/summarize.ts";
import { cpuSecondsOf } from "./cpuSecondsOf.ts";
import type { Measure } from "./Measure.ts";

const PEOPLE = 50;
const LINES_EACH = 20;
const WATCHED_MS = 20_000;
const CALM_MS = 3_000;

/** What a thousand open live lines cost the Worker while nothing happens, beside none, and how fast they open. */
export const idleLinesMeasure: Measure = {
  name: "idleLines",
  run: async ({ root, endings, tell }) => {
    const scale = await startScale({ root, endings, reps: PEOPLE, log: tell });
    const cpuSeconds = async () => {
      await wait(CALM_MS);
      const before = await cpuSecondsOf(scale.workerd.pid);
      await wait(WATCHED_MS);
      const after = await cpuSecondsOf(scale.workerd.pid);
      return before === null || after === null ? null : round(after - before);
    };
    const none = await cpuSeconds();
    const began = performance.now();
    await Promise.all(
      scale.reps.map(async (rep) => {
        for (let line = 0; line < LINES_EACH; line += 1) await openLiveLine(scale, rep);
      }),
    );
    const openedMs = performance.now() - began;
    const lines = PEOPLE * LINES_EACH;
    return {
      lines,
      openedPerSecond: round((lines / openedMs) * 1_000),
      watchedSeconds: WATCHED_MS / 1_000,
      cpuSeconds: await cpuSeconds(),
      cpuSecondsWithoutLines: none,
    };
  },
};
