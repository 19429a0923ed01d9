import { expect, test } from "vitest";
import { standingWords } from "./standingWords.ts";

const now = new Date(2026, 10, 22, 12, 0);
const soon = new Date(2026, 10, 22, 15, 0).toISOString();
const past = new Date(2026, 10, 22, 9, 0).toISOString();
const lead = { doNotCall: false, dialState: "ready", readyAt: null, attemptCount: 0 } as const;

test.each([
  [lead, "Ready to be called."],
  [{ ...lead, attemptCount: 1 }, "Ready again after 1 call."],
  [{ ...lead, dialState: "finished", attemptCount: 6 }, "Finished after 6 calls."],
  [
    { ...lead, dialState: "waiting", readyAt: soon, attemptCount: 2 },
    "Next attempt from 3:00 PM, after 2 calls.",
  ],
  [
    { ...lead, dialState: "waiting", readyAt: past, attemptCount: 2 },
    "Ready for the next attempt, after 2 calls.",
  ],
  [{ ...lead, dialState: "callback", readyAt: soon }, "Callback promised for 3:00 PM."],
  [{ ...lead, doNotCall: true }, "Never: the number is on the do-not-call list."],
] as const)("%j: %s", (given, words) => {
  // `formatMoment` may set a narrow space before PM.
  expect(standingWords(given, now).replaceAll("\u202f", " ")).toBe(words);
});
