/** A job as far as its turn depends on it. */
interface Waiting {
  readonly status: "running" | "done" | "failed";
  /** When its next step may be tried (Unix ms). */
  readonly nextStepAtMs: number;
}

/** What a runner does next. */
export type Turn<J> =
  | { readonly kind: "step"; readonly job: J }
  /** The files of one that has ended are to go. */
  | { readonly kind: "purge"; readonly job: J }
  | { readonly kind: "wait"; readonly untilMs: number }
  | { readonly kind: "rest" };

/**
 * Whose turn it is among an organisation's jobs: the one that has waited longest, so that an export and an erasure
 * go on in turns; files go when nothing else is due.
 */
export function chooseJob<J extends Waiting>(jobs: readonly J[], nowMs: number): Turn<J> {
  const running = jobs
    .filter(({ status }) => status === "running")
    .toSorted((a, b) => a.nextStepAtMs - b.nextStepAtMs);
  const [first] = running;
  if (first !== undefined && first.nextStepAtMs <= nowMs) return { kind: "step", job: first };
  const ended = jobs.find(({ status }) => status !== "running");
  if (ended !== undefined) return { kind: "purge", job: ended };
  return first === undefined ? { kind: "rest" } : { kind: "wait", untilMs: first.nextStepAtMs };
}
