import { describe, expect, it } from "vitest";
import type { MailRow } from "./mailRow.ts";
import { stateOfRow } from "./stateOfRow.ts";
import { stepMail } from "./stepMail.ts";

const DAY_MS = 86_400_000;
const now = Date.parse("2026-11-22T12:00:00Z");
const row: MailRow = {
  id: "00000000-0000-4000-8000-000000000000",
  template: "reset_password",
  recipient: "ada@example.test",
  user_id: null,
  invitation_id: null,
  invoice_id: null,
  subject: null,
  body: null,
  status: "due",
  attempts: 0,
  unclear_since: null,
  next_attempt_at: now,
  created_at: now - 3 * DAY_MS,
  replayed_at: null,
};
const busy = { kind: "busy", reason: "429" } as const;

describe("a mail of three days ago", () => {
  it("is given up at the next trouble", () => {
    expect(stepMail(stateOfRow(row, 60_000), busy, now).status).toBe("failed");
  });

  it("that was put back is tried for a day again", () => {
    const state = stateOfRow({ ...row, replayed_at: now - 1_000 }, 60_000);
    expect(stepMail(state, busy, now).status).toBe("due");
  });
});

it("a row whose lease has lapsed is unclear since it was taken", () => {
  expect(stateOfRow({ ...row, status: "sending" }, 60_000).unclearSinceMs).toBe(now - 60_000);
});
