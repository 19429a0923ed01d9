import { describe, expect, test } from "vitest";
import { createPacedRefresh, GATHER_MS } from "./createPacedRefresh.ts";

const LEADS = { key: ["leads"], everyMs: 1_000 };
const LISTS = { key: ["lists"], everyMs: 1_000 };

/** A refresh on a clock of its own: what was fetched, and when. */
function onAClock(options: { fetchMs?: number; fails?: boolean } = {}) {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  const fetched: string[] = [];
  const after = (ms: number, run: () => void) => {
    const timer = { at: now + ms, run };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const paced = createPacedRefresh({
    refresh: ({ key }) => {
      fetched.push(`${String(key[0])} at ${now}`);
      return new Promise((resolve, reject) => {
        const end = () => (options.fails ? reject(new Error("offline")) : resolve(undefined));
        after(options.fetchMs ?? 0, end);
      });
    },
    after,
    nowMs: () => now,
    random: () => 0,
  });
  const passTo = async (endMs: number) => {
    for (;;) {
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
      const [next] = [...timers].filter(({ at }) => at <= endMs).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = endMs;
  };
  return { paced, fetched, passTo, timers };
}

describe("what has become stale", () => {
  test("is fetched at once after a while of quiet, and once for what comes together", async () => {
    const { paced, fetched, passTo } = onAClock();
    paced.ask([LEADS]);
    paced.ask([LEADS, LISTS]);
    await passTo(5_000);
    expect(fetched).toEqual([`leads at ${GATHER_MS}`, `lists at ${GATHER_MS}`]);
  });

  test("in a burst is fetched at its pace, and a last time after the last event", async () => {
    const { paced, fetched, passTo } = onAClock();
    for (let at = 0; at <= 2_500; at += 50) {
      await passTo(at);
      paced.ask([LEADS]);
    }
    await passTo(10_000);
    expect(fetched).toEqual([0, 1_000, 2_000, 3_000].map((ms) => `leads at ${ms + GATHER_MS}`));
  });

  test("is not waited for by what is wanted sooner", async () => {
    const { paced, fetched, passTo } = onAClock();
    paced.ask([LEADS]);
    await passTo(100);
    paced.ask([{ ...LEADS, everyMs: 15_000 }]);
    paced.ask([{ ...LEADS, everyMs: 250 }]);
    await passTo(20_000);
    expect(fetched).toEqual([`leads at ${GATHER_MS}`, `leads at ${250 + GATHER_MS}`]);
  });

  test("without a pace is fetched at once in a burst too", async () => {
    const { paced, fetched, passTo } = onAClock();
    paced.ask([LEADS]);
    await passTo(100);
    paced.ask([LEADS]);
    paced.ask([{ ...LEADS, everyMs: 0 }]);
    await passTo(5_000);
    expect(fetched).toEqual([0, 100].map((ms) => `leads at ${ms + GATHER_MS}`));
  });

  test("is fetched again where an event comes during a slow fetch, and not before that has ended", async () => {
    const { paced, fetched, passTo } = onAClock({ fetchMs: 3_000 });
    paced.ask([LEADS]);
    await passTo(500);
    paced.ask([LEADS]);
    await passTo(10_000);
    expect(fetched).toEqual([`leads at ${GATHER_MS}`, `leads at ${3_000 + GATHER_MS}`]);
  });

  test("is fetched at the next event after a failure", async () => {
    const { paced, fetched, passTo } = onAClock({ fails: true });
    paced.ask([LEADS]);
    await passTo(2_000);
    paced.ask([LEADS]);
    await passTo(4_000);
    expect(fetched).toHaveLength(2);
  });
});

test("stopped, nothing is fetched any more", async () => {
  const { paced, fetched, passTo, timers } = onAClock({ fetchMs: 100 });
  paced.ask([LEADS]);
  await passTo(50);
  paced.ask([LEADS]);
  paced.ask([LISTS]);
  paced.stop();
  await passTo(5_000);
  expect(fetched).toEqual([`leads at ${GATHER_MS}`]);
  expect(timers.size).toBe(0);
});
