import { useSyncExternalStore } from "react";

interface Clock {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => Date;
}

const clocks = new Map<number, Clock>();

/** The time, renewed every `everyMs`. All that use one step share one timer. */
export function useNow(everyMs: number): Date {
  const clock = clocks.get(everyMs) ?? createClock(everyMs);
  return useSyncExternalStore(clock.subscribe, clock.read);
}

function createClock(everyMs: number): Clock {
  const listeners = new Set<() => void>();
  let now = new Date();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = new Date();
    for (const listener of listeners) listener();
  };
  const clock: Clock = {
    subscribe: (listener) => {
      listeners.add(listener);
      timer ??= setInterval(tick, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => {
      // While nobody listened the clock stood still; the first look sets it right.
      if (timer === undefined && Date.now() - now.getTime() > everyMs) now = new Date();
      return now;
    },
  };
  clocks.set(everyMs, clock);
  return clock;
}
