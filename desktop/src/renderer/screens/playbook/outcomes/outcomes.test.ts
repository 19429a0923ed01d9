import { describe, expect, test } from "vitest";
import { outcomesSchema, type Outcome } from "#shared/outcomes";
import { describeOutcome } from "./describeOutcome.ts";
import { newOutcome, problemsOf, toSaved } from "./outcomeDrafts.ts";

const draft = (more: Partial<Outcome> = {}) => ({
  ...newOutcome("1"),
  label: "No answer",
  ...more,
});
const describeIt = (more: Partial<Outcome>) =>
  describeOutcome(draft(more), (id) => (id === "west" ? "West" : undefined));

test.each([
  [{ retryAfterMinutes: 240 }, "Tries again after 4 hours, up to 6 times."],
  [{ retryAfterMinutes: 1_440, maxAttempts: 2 }, "Tries again after 1 day, up to 2 times."],
  [{ retryAfterMinutes: 90 }, "Tries again after 90 minutes, up to 6 times."],
  [{ maxAttempts: 1 }, "One attempt, then the lead is done."],
  [{ afterwards: "callback" }, "Calls back at the agreed time."],
  [{ afterwards: "never" }, "Never calls this number again."],
  [
    { afterwards: "finished", requiresReason: true, requiresNextStep: true },
    "Asks for a reason and the next step. The lead is done.",
  ],
  [
    {
      afterwards: "finished",
      moveToListId: "west",
      taskText: "Send prices",
      taskInDays: 2,
      mailSubject: "Hello",
    },
    "The lead is done. Moves to West. Adds a task in 2 days. Sends a mail.",
  ],
  [{ afterwards: "finished", moveToListId: "gone" }, "The lead is done."],
] as const)("%j is said as %s", (more, said) => {
  expect(describeIt(more)).toBe(said);
});

describe("outcomes on their way to be saved", () => {
  test("a new one gets a key from its label, never one that is taken", () => {
    const drafts = [
      draft({ key: "no_answer" }),
      draft({ label: "No Answer!" }),
      draft({ label: "À rappeler" }),
      draft({ label: "2nd try" }),
      draft({ label: "折り返し" }),
    ];
    const outcomes = toSaved(drafts);
    expect(outcomes.map(({ key }) => key)).toEqual([
      "no_answer",
      "no_answer_2",
      "a_rappeler",
      "nd_try",
      "outcome",
    ]);
    expect(outcomesSchema.safeParse(outcomes).success).toBe(true);
  });

  test("an old one keeps its key whatever it is called", () => {
    const [outcome] = toSaved([draft({ key: "busy", label: "Engaged" })]);
    expect(outcome).toMatchObject({ key: "busy", label: "Engaged" });
  });

  test("what does not apply is left out", () => {
    const [outcome] = toSaved([
      draft({
        key: "x",
        afterwards: "finished",
        reasons: ["Price"],
        taskInDays: 3,
        mailBody: "Hi",
      }),
    ]);
    expect(outcome).toMatchObject({
      retryAfterMinutes: null,
      maxAttempts: null,
      reasons: [],
      taskInDays: null,
      mailBody: null,
    });
  });

  test("problems name their fields as the Worker does", () => {
    const outcomes = toSaved([
      draft({ key: "a" }),
      draft({ key: "b", label: "", mailSubject: "Hello", mailBody: null }),
    ]);
    expect(problemsOf(outcomes)).toContainEqual({
      path: "outcomes.1.label",
      message: "must not be empty",
    });
    expect(problemsOf(toSaved([draft({ key: "a" }), draft({ key: "b" })]))).toEqual([
      { path: "outcomes", message: "must not hold a label twice" },
    ]);
    expect(
      problemsOf(toSaved([draft({ key: "b", mailSubject: "Hello", mailBody: null })])),
    ).toEqual([{ path: "outcomes.0.mailBody", message: "must be set together with the subject" }]);
  });
});
