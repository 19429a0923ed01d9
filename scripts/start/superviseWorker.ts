import { setTimeout as wait } from "node:timers/promises";
import type { RunningGroup } from "./startGroup.ts";

/** wrangler has been seen to take 39 s on a busy machine. */
const READY_WITHIN_MS = 120_000;
const READY_LOOK_EVERY_MS = 100;
const WATCH_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;
/** So many looks in a row without an answer mean that workerd is gone while wrangler stays. */
const SILENT_LOOKS = 3;
const RESTARTS_AT_MOST = 3;
/** Restarts longer ago than this are forgotten. */
const RESTARTS_WITHIN_MS = 10 * 60_000;

export interface SupervisedWorker {
  /** Settles with the reason when the Worker cannot be kept running. */
  readonly gaveUp: Promise<string>;
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  launch: () => Promise<RunningGroup>;
  healthUrl: string;
  lastLines: () => string;
  tell: (line: string) => void;
  signal: AbortSignal;
}

/** Starts a Worker, waits until it answers, and starts it again (a few times) when it ends or falls silent. */
export async function superviseWorker(options: SuperviseOptions): Promise<SupervisedWorker> {
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  let group = await launchReady(options, signal);
  const restarts: number[] = [];

  /** Settles with why it gave up, or with nothing once it is called off. */
  const watch = async (): Promise<string | undefined> => {
    let reason = await failureOf(group, options.healthUrl, signal);
    while (reason !== undefined) {
      await group.stop();
      const now = Date.now();
      restarts.push(now);
      if (restarts.filter((at) => now - at < RESTARTS_WITHIN_MS).length > RESTARTS_AT_MOST) {
        return `The Worker does not stay up: it ${reason}. Its last lines:\n${options.lastLines()}`;
      }
      options.tell(`The Worker ${reason}; starting it again.`);
      try {
        group = await launchReady(options, signal);
        reason = await failureOf(group, options.healthUrl, signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        reason = error instanceof Error ? `did not start (${firstLine(error)})` : "did not start";
      }
    }
    return undefined;
  };
  const watching = watch();
  return {
    gaveUp: watching.then((reason) => reason ?? new Promise<string>(() => undefined)),
    stop: async () => {
      ending.abort();
      // It may be starting a group at this moment: which one is the last is known after that.
      await watching;
      await group.stop();
    },
  };
}

const firstLine = (error: Error) => error.message.split("\n")[0];

async function launchReady(options: SuperviseOptions, signal: AbortSignal): Promise<RunningGroup> {
  const group = await options.launch();
  let ended: string | undefined;
  void group.exited.then((how) => (ended = how));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isHealthy(options.healthUrl))) {
    const failure = signal.aborted
      ? "The start was cancelled."
      : ended !== undefined
        ? `The Worker ended with ${ended}. Its last lines:\n${options.lastLines()}`
        : Date.now() > deadline
          ? `The Worker does not answer at ${options.healthUrl}. Its last lines:\n${options.lastLines()}`
          : undefined;
    if (failure !== undefined) {
      await group.stop();
      throw new Error(failure);
    }
    await wait(READY_LOOK_EVERY_MS);
  }
  return group;
}

/** Waits for a running Worker to fail, and says how; undefined when the wait was called off. */
async function failureOf(
  group: RunningGroup,
  healthUrl: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  let ended: string | undefined;
  const exited = group.exited.then((how) => (ended = how));
  for (let silent = 0; silent < SILENT_LOOKS;) {
    await Promise.race([
      exited,
      wait(WATCH_EVERY_MS, undefined, { signal }).catch(() => undefined),
    ]);
    if (signal.aborted) return undefined;
    if (ended !== undefined) return `ended with ${ended}`;
    silent = (await isHealthy(healthUrl)) ? 0 : silent + 1;
  }
  return "no longer answers";
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
