import { inFlight } from "../../scale/inFlight.ts";
import { seededRandom } from "../../scale/seededRandom.ts";
import { judgeLife } from "./judgeLife.ts";
import type { Life } from "./Life.ts";
import { type Lived, type LivedStep, liveLife } from "./liveLife.ts";
import { planLife } from "./planLife.ts";
import type { BillingWorld } from "./startBillingWorld.ts";

/** A life that did not end as Stripe says it. */
export interface FailedLife {
  readonly index: number;
  readonly life: Life;
  readonly problems: readonly string[];
  readonly steps: readonly LivedStep[];
}

/** What many lives came to. */
export interface LivesReport {
  readonly lives: number;
  readonly held: number;
  /** By kind, how many steps were done, and how many refused, as much of what somebody may wish is. */
  readonly steps: Readonly<Record<string, { done: number; refused: number }>>;
  /** Why, the most frequent first. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Of what Stripe had to tell: how much arrived, came twice, never came, and was answered that it come again. */
  readonly letters: Readonly<
    Record<"told" | "delivered" | "repeated" | "lost" | "refused", number>
  >;
  /** Lives whose last words were lost, so that somebody had to look. */
  readonly lookedAtEnd: number;
  readonly failed: readonly FailedLife[];
}

/** The numbers that one life is drawn from. */
export function randomOf(seed: number, index: number): () => number {
  return seededRandom(Math.imul(seed, 1_000_003) + index);
}

/** Lives a life and judges it; nothing: it ended as Stripe says it. */
export async function tryLife(
  world: BillingWorld,
  life: Life,
  random: () => number,
): Promise<{ lived: Lived | null; problems: string[] }> {
  try {
    const lived = await liveLife(world, life, random);
    return { lived, problems: await judgeLife(world, lived) };
  } catch (error) {
    return {
      lived: null,
      problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    };
  }
}

/** Lives many lives, as many at a time as said. `onLife` hears of each that has ended. */
export async function runLives(
  world: BillingWorld,
  options: { seed: number; lives: number; jobs: number; onLife?: (held: boolean) => void },
): Promise<LivesReport> {
  const { seed, lives, jobs } = options;
  const letters = { told: 0, delivered: 0, repeated: 0, lost: 0, refused: 0 };
  const failed: FailedLife[] = [];
  const steps: Record<string, { done: number; refused: number }> = {};
  const refusals = new Map<string, number>();
  let [held, lookedAtEnd] = [0, 0];
  await inFlight(
    jobs,
    Array.from({ length: lives }, (_, index) => index),
    async (index) => {
      const random = randomOf(seed, index);
      const life = planLife(random);
      const { lived, problems } = await tryLife(world, life, random);
      if (lived !== null) {
        for (const kind of ["told", "delivered", "repeated", "lost", "refused"] as const)
          letters[kind] += lived.letters[kind];
        lookedAtEnd += lived.lookedAtEnd ? 1 : 0;
        for (const { action, refusal } of lived.steps) {
          const count = (steps[action.kind] ??= { done: 0, refused: 0 });
          count[refusal === null ? "done" : "refused"] += 1;
          if (refusal === null) continue;
          const reason = `${action.kind}: ${refusal.replaceAll(/[a-z]+_[A-Za-z0-9]{14,}/g, "…")}`;
          refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
        }
      }
      if (problems.length === 0) held += 1;
      else failed.push({ index, life, problems, steps: lived?.steps ?? [] });
      options.onLife?.(problems.length === 0);
    },
  );
  const mostFrequent = [...refusals].toSorted(([, a], [, b]) => b - a);
  return {
    lives,
    held,
    steps,
    refusals: Object.fromEntries(mostFrequent),
    letters,
    lookedAtEnd,
    failed,
  };
}
