import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "pg";

/** The time that the product lives in: it runs faster than the wall's. */
export interface ProductClock {
  readonly speed: number;
  now(): Date;
  /** Waits for so long of product time (ms). Rejects when the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * Makes every rule of the dial session in a throw-away database read a clock that starts at `startsAt` now and runs
 * `speed` times as fast, and answers the same clock for what runs outside.
 */
export async function runProductClock(
  database: Client,
  { startsAt, speed }: { startsAt: Date; speed: number },
): Promise<ProductClock> {
  const wallStart = new Date();
  await database.query(`
    create or replace function private.clock() returns timestamptz
    language sql stable set search_path = '' as $$
      select timestamptz '${startsAt.toISOString()}' + (now() - timestamptz '${wallStart.toISOString()}') * ${speed}
    $$`);
  return {
    speed,
    now: () => new Date(startsAt.getTime() + (Date.now() - wallStart.getTime()) * speed),
    wait: async (ms, signal) => {
      await wait(ms / speed, undefined, signal === undefined ? {} : { signal });
    },
  };
}
