import { expect, it } from "vitest";
import { jobSchema } from "#shared/jobs";
import { receiptText } from "./receiptText.ts";

it("a receipt says what went, when and by whom, and that a number stays", () => {
  const job = jobSchema.parse({
    id: "7a0e6a52-6f4b-4f5e-9c3b-0d8f5a1b2c3d",
    kind: "erasure",
    status: "done",
    done: 6,
    total: 6,
    requestedByName: "Ann Admin",
    createdAt: "2026-11-23T17:00:00Z",
    finishedAt: "2026-11-23T17:00:04Z",
    error: null,
    attempts: 0,
    receipt: { leads: 1, callsForgotten: 12, mails: 2, neverCallAgain: true, searchedFor: "5f" },
  });
  if (job.kind !== "erasure") throw new Error(job.kind);
  const text = receiptText(job, "Northwind");
  for (const said of [
    "Organization:  Northwind",
    "Job:           7a0e6a52-6f4b-4f5e-9c3b-0d8f5a1b2c3d",
    "Asked for by:  Ann Admin",
    "Done:          2026-11-23T17:00:04",
    /Leads erased +1\n/,
    /Calls kept without name, number and notes +12\n/,
    /Earlier exports removed +0\n/,
    "stays on the do-not-call list",
  ])
    expect(text).toMatch(said);
  expect(text).not.toContain("5f\n");
});
