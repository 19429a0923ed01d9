import { describe, expect, it } from "vitest";
import { chooseJob } from "./chooseJob.ts";
import { retryAt, TRIES } from "./retryAt.ts";

const job = (id: string, status: "running" | "done" | "failed", nextStepAtMs = 0) => ({
  id,
  status,
  nextStepAtMs,
});

describe("whose turn it is", () => {
  it.each([
    ["nobody's", [], { kind: "rest" }],
    [
      "the one that waited longest",
      [job("b", "running", 5), job("a", "running", 3)],
      { kind: "step", job: { id: "a" } },
    ],
    [
      "one that is due before files that go",
      [job("a", "done"), job("b", "running", 10)],
      { kind: "step", job: { id: "b" } },
    ],
    [
      "files while another waits to be tried again",
      [job("b", "running", 11), job("a", "failed")],
      { kind: "purge", job: { id: "a" } },
    ],
    [
      "nobody's for a while",
      [job("a", "running", 30), job("b", "running", 20)],
      { kind: "wait", untilMs: 20 },
    ],
  ] as const)("%s", (_, jobs, turn) => {
    expect(chooseJob(jobs, 10)).toMatchObject(turn);
  });
});

it("a step that fails is tried again later and later, and then no more", () => {
  const tries = Array.from({ length: TRIES }, (_, at) => retryAt(at + 1, 1_000));
  expect(tries).toEqual([6_000, 11_000, 21_000, 41_000, 81_000, null]);
});
