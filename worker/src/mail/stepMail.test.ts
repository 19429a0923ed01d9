import { describe, expect, it } from "vitest";
import { type MailState, stepMail } from "./stepMail.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const fresh: MailState = { attempts: 0, createdAtMs: now - 1_000, unclearSinceMs: null };
const unclear = (sinceMs: number): MailState => ({ ...fresh, unclearSinceMs: sinceMs });

describe("stepMail", () => {
  it("is done once Mailgun took it, by its answer or by its events", () => {
    expect(stepMail(fresh, { kind: "accepted", messageId: "<m>" }, now)).toEqual({
      status: "sent",
      messageId: "<m>",
    });
    expect(stepMail(unclear(now), { kind: "found", messageId: "<m>" }, now)).toEqual({
      status: "sent",
      messageId: "<m>",
    });
  });

  it("gives up what Mailgun refuses", () => {
    expect(stepMail(fresh, { kind: "refused", reason: "400" }, now).status).toBe("failed");
  });

  it.each([
    [0, 5_000],
    [1, 30_000],
    [2, 120_000],
    [3, 600_000],
    [4, 3_600_000],
    [9, 3_600_000],
  ])("backs off after %i tries", (attempts, waitMs) => {
    expect(stepMail({ ...fresh, attempts }, { kind: "busy", reason: "429" }, now)).toEqual({
      status: "due",
      atMs: now + waitMs,
      reason: "429",
    });
  });

  it("never sends again before it has looked: an unclear answer is looked up", () => {
    expect(stepMail(fresh, { kind: "unclear", reason: "cut" }, now)).toEqual({
      status: "unknown",
      atMs: now + 10_000,
      sinceMs: now,
      reason: "cut",
    });
  });

  it("keeps looking while Mailgun's events may lag, and sends again after that", () => {
    const early = stepMail(unclear(now - 59_000), { kind: "missing" }, now);
    expect(early).toMatchObject({ status: "unknown", sinceMs: now - 59_000 });
    const late = stepMail(unclear(now - 60_000), { kind: "missing" }, now);
    expect(late).toMatchObject({ status: "due", atMs: now });
  });

  it("does not take a failed look-up for an answer", () => {
    const result = stepMail(unclear(now - 600_000), { kind: "unknown", reason: "503" }, now);
    expect(result).toMatchObject({ status: "unknown", sinceMs: now - 600_000 });
  });

  it("gives up after a day", () => {
    const old = { ...fresh, createdAtMs: now - 25 * 3_600_000 };
    expect(stepMail(old, { kind: "busy", reason: "429" }, now).status).toBe("failed");
    expect(stepMail(old, { kind: "unclear", reason: "cut" }, now).status).toBe("failed");
  });
});
