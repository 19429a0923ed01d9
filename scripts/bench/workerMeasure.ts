import { startScale } from "../scale/startScale.ts";
import { round } from "../scale/summarize.ts";
import { cpuSecondsOf } from "./cpuSecondsOf.ts";
import { hammer } from "./hammer.ts";
import type { Measure } from "./Measure.ts";

const CONNECTIONS = 8;
const WARM_UP_MS = 1_000;
const ROUND_MS = 1_500;
/** Each is measured in turn, so that what the machine does beside falls on all alike. */
const ROUNDS = 3;

/**
 * Requests per second and processor time of a request: the Worker's health, which only travels through its
 * frame, and who one is, which asks Supabase, each beside a fetch handler that does nothing in the same process.
 */
export const workerMeasure: Measure = {
  name: "worker",
  run: async ({ root, endings, tell }) => {
    const { workerd, manager } = await startScale({ root, endings, reps: 0, log: tell });
    const targets = {
      plain: { url: workerd.plainUrl },
      health: { url: `${workerd.url}/api/health` },
      getMe: { url: `${workerd.url}/api/me`, headers: manager.client.headers() },
    };
    const totals = Object.entries(targets).map(([name, target]) => ({
      name,
      target,
      requests: 0,
      ms: 0,
      cpuSeconds: 0,
    }));
    for (const { target } of totals)
      await hammer({ ...target, connections: CONNECTIONS, durationMs: WARM_UP_MS });
    for (let turn = 0; turn < ROUNDS; turn += 1)
      for (const total of totals) {
        const cpuBefore = await cpuSecondsOf(workerd.pid);
        const result = await hammer({
          ...total.target,
          connections: CONNECTIONS,
          durationMs: ROUND_MS,
        });
        if (result.failed > 0) throw new Error(`${total.name}: ${result.failed} requests failed.`);
        const cpuAfter = await cpuSecondsOf(workerd.pid);
        total.requests += result.requests;
        total.ms += (result.requests / result.perSecond) * 1_000;
        total.cpuSeconds += (cpuAfter ?? Number.NaN) - (cpuBefore ?? Number.NaN);
      }
    const [plain, ...others] = totals.map(({ name, requests, ms, cpuSeconds }) => ({
      name,
      perSecond: (requests / ms) * 1_000,
      cpuMicros: (cpuSeconds / requests) * 1_000_000,
    }));
    if (plain === undefined) throw new Error("Nothing was measured.");
    const numbers = (measured: typeof plain) => ({
      requestsPerSecond: round(measured.perSecond),
      cpuMicrosPerRequest: Number.isNaN(measured.cpuMicros) ? null : round(measured.cpuMicros),
    });
    return {
      plain: numbers(plain),
      ...Object.fromEntries(
        others.map((measured) => [
          measured.name,
          {
            ...numbers(measured),
            requestsToPlain: round(measured.perSecond / plain.perSecond),
            cpuToPlain: Number.isNaN(measured.cpuMicros)
              ? null
              : round(measured.cpuMicros / plain.cpuMicros),
          },
        ]),
      ),
    };
  },
};
