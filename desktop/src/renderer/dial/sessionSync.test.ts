import { expect, test } from "vitest";
import type { SessionState, SessionSync } from "#shared/dialing";
import { AppError, type ErrorCode } from "#shared/errors";
import { createSessionSync } from "./sessionSync.ts";

const BODY: SessionSync = {
  listId: null,
  status: "dialing",
  pauseReason: null,
  target: 3,
  release: [],
  take: null,
};
const ANSWER: SessionState = { now: "2026-11-22T17:00:00Z", held: [], remaining: null };

/** A loop whose requests are answered one by one by hand. */
function aLoop(onRefused: (code: ErrorCode) => boolean = () => false) {
  const asked: { answer: () => void; fail: (code: ErrorCode) => void }[] = [];
  const seen: string[] = [];
  const loop = createSessionSync({
    current: () => ({ sessionId: "s", body: BODY }),
    send: () =>
      new Promise((resolve, reject) => {
        asked.push({
          answer: () => resolve(ANSWER),
          fail: (code) => reject(new AppError(code)),
        });
      }),
    onAnswer: () => void seen.push("answered"),
    onRefused: (_sessionId, _body, code) => {
      seen.push(code);
      return onRefused(code);
    },
    onFailed: (code) => void seen.push(code),
    nowMs: () => 0,
  });
  return { loop, asked, seen };
}
const settle = async () => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

test("many occasions in one go are one request", async () => {
  const { loop, asked } = aLoop();
  void loop.ask();
  void loop.ask();
  await settle();
  expect(asked).toHaveLength(1);
});

test("an occasion during a request is one more request after it", async () => {
  const { loop, asked, seen } = aLoop();
  void loop.ask();
  await settle();
  void loop.ask();
  void loop.ask();
  await settle();
  expect(asked).toHaveLength(1);
  asked[0]?.answer();
  await settle();
  expect(asked).toHaveLength(2);
  asked[1]?.answer();
  await settle();
  expect(asked).toHaveLength(2);
  expect(seen).toEqual(["answered", "answered"]);
});

test("a refusal that changed what there is to say is said anew at once", async () => {
  const { loop, asked, seen } = aLoop((code) => code === "session_ended");
  void loop.ask();
  await settle();
  asked[0]?.fail("session_ended");
  await settle();
  expect(asked).toHaveLength(2);
  asked[1]?.fail("forbidden");
  await settle();
  expect(asked).toHaveLength(2);
  expect(seen).toEqual(["session_ended", "forbidden"]);
});

test("without a network it waits for the next occasion", async () => {
  const { loop, asked, seen } = aLoop();
  void loop.ask();
  await settle();
  asked[0]?.fail("offline");
  await settle();
  expect([asked.length, seen]).toEqual([1, ["offline"]]);
  void loop.ask();
  await settle();
  expect(asked).toHaveLength(2);
});

test("no occasion is lost, however close behind an answer it comes", async () => {
  for (let turns = 0; turns < 12; turns += 1) {
    const { loop, asked } = aLoop();
    void loop.ask();
    await settle();
    asked[0]?.answer();
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    void loop.ask();
    await settle();
    expect(asked, `after ${turns} turns`).toHaveLength(2);
  }
});
