import { describe, expect, test } from "vitest";
import type { CallInput } from "#shared/calls";
import { AppError, type ErrorCode } from "#shared/errors";
import {
  createCallOutbox,
  FIRST_PAUSE_MS,
  LONGEST_PAUSE_MS,
  pauseMs,
  type KeyedStorage,
} from "./callOutbox.ts";

const USER = "30000000-0000-4000-8000-000000000000";
const A = "20000000-0000-4000-8000-00000000000a";
const B = "20000000-0000-4000-8000-00000000000b";

const aCall = (minute: number, notes = ""): CallInput => ({
  leadId: "00000000-0000-4000-8000-000000000001",
  startedAt: `2026-11-22T17:0${minute}:00.000Z`,
  endedAt: null,
  outcome: null,
  notes,
  permitId: null,
  sessionId: null,
  lineId: null,
  reason: null,
  nextStep: null,
  callback: null,
});

/** A storage that survives what the outbox does not: a reload is a new outbox on the same storage. */
function aStorage(): KeyedStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

/** The far side: takes calls by id, as the Worker does, and fails as told. */
function aService(failures: (ErrorCode | "answer_lost")[] = []) {
  const calls = new Map<string, CallInput>();
  const received: string[] = [];
  return {
    calls,
    received,
    send: async (callId: string, call: CallInput) => {
      const failure = failures.shift();
      if (failure !== undefined && failure !== "answer_lost") throw new AppError(failure, "");
      received.push(callId);
      calls.set(callId, call);
      if (failure === "answer_lost") throw new AppError("offline", "");
    },
  };
}

function anOutbox(
  send: (callId: string, call: CallInput) => Promise<unknown>,
  storage = aStorage(),
  userId = USER,
) {
  const waits: number[] = [];
  let nowMs = Date.parse("2026-11-22T17:00:00Z");
  const outbox = createCallOutbox({
    storage,
    userId,
    send,
    wait: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    nowMs: () => nowMs,
    onChange: () => {},
    onSaved: () => {},
  });
  return { outbox, storage, waits };
}

describe("the outbox of calls", () => {
  test("sends what waits, oldest call first, and keeps nothing", async () => {
    const service = aService();
    const { outbox } = anOutbox(service.send);
    outbox.put(B, "Jo", aCall(2));
    outbox.put(A, "Ada", aCall(1));
    await outbox.drain();
    expect(service.received).toEqual([A, B]);
    expect(outbox.list()).toEqual([]);
  });

  test("finds everything after a reload", async () => {
    const service = aService(["not_signed_in"]);
    const { outbox, storage } = anOutbox(service.send);
    outbox.put(A, "Ada", aCall(1, "said yes"));
    await outbox.drain();
    const reloaded = anOutbox(service.send, storage).outbox;
    expect(reloaded.list()).toHaveLength(1);
    await reloaded.drain();
    expect(service.calls.get(A)?.notes).toBe("said yes");
  });

  test("sends again after a lost answer, under the same id", async () => {
    const service = aService(["answer_lost"]);
    const { outbox, waits } = anOutbox(service.send);
    outbox.put(A, "Ada", aCall(1));
    await outbox.drain();
    expect(service.received).toEqual([A, A]);
    expect(service.calls.size).toBe(1);
    expect(waits).toEqual([FIRST_PAUSE_MS]);
  });

  test("an answer to the beginning of a call does not remove its end", async () => {
    const service = aService();
    const sent: string[] = [];
    let outbox: ReturnType<typeof anOutbox>["outbox"] | undefined;
    const made = anOutbox(async (callId, call) => {
      sent.push(call.notes);
      if (call.notes === "begun") outbox?.put(A, "Ada", aCall(1, "ended"));
      await service.send(callId, call);
    });
    outbox = made.outbox;
    outbox.put(A, "Ada", aCall(1, "begun"));
    await outbox.drain();
    expect(sent).toEqual(["begun", "ended"]);
    expect(service.calls.get(A)?.notes).toBe("ended");
    expect(outbox.list()).toEqual([]);
  });

  test("what the Worker refuses for good stays in sight and holds up nothing", async () => {
    const service = aService(["address_unproven"]);
    const { outbox } = anOutbox(service.send);
    outbox.put(A, "Ada", aCall(1));
    outbox.put(B, "Jo", aCall(2));
    await outbox.drain();
    expect(service.received).toEqual([B]);
    expect(outbox.list()).toMatchObject([{ callId: A, refused: "address_unproven" }]);
    outbox.dismiss(A);
    expect(outbox.list()).toEqual([]);
  });

  test("with a person who was erased is refused once, and nothing of them stays here", async () => {
    const storage = aStorage();
    const { send } = aService(["lead_erased"]);
    const { outbox } = anOutbox(send, storage);
    outbox.put(A, "Mei Tanaka", { ...aCall(0, "Mei likes tea"), reason: "Mei is away" });
    await outbox.drain();
    expect(outbox.list()).toMatchObject([{ callId: A, refused: "lead_erased" }]);
    expect(
      Array.from({ length: storage.length }, (_, at) =>
        storage.getItem(storage.key(at) ?? ""),
      ).join(),
    ).not.toMatch(/Mei/);
  });

  test("a call that only fails holds up no other", async () => {
    const service = aService();
    let outages = 3;
    const { outbox, waits } = anOutbox(async (callId, call) => {
      if (callId === A && outages > 0) {
        outages -= 1;
        throw new AppError("internal");
      }
      await service.send(callId, call);
    });
    outbox.put(A, "Ada", aCall(1));
    outbox.put(B, "Bo", aCall(2));
    await outbox.drain();
    expect(service.received).toEqual([B, A]);
    expect(waits).toEqual([1, 2, 3].map((tries) => pauseMs(tries, undefined)));
    expect(outbox.list()).toEqual([]);
  });

  test("without a network each try is one request, however much waits", async () => {
    const service = aService(["offline", "offline"]);
    const { outbox, waits } = anOutbox(service.send);
    outbox.put(A, "Ada", aCall(1));
    outbox.put(B, "Bo", aCall(2));
    await outbox.drain();
    expect(service.received).toEqual([A, B]);
    expect(waits).toHaveLength(2);
  });

  test("a call that is held back waits, and what comes after it is sent meanwhile", async () => {
    const service = aService();
    const { outbox, waits } = anOutbox(service.send);
    outbox.put(A, "Ada", aCall(1), 6_000);
    outbox.put(B, "Bo", aCall(2));
    await outbox.drain();
    expect(service.received).toEqual([B, A]);
    expect(waits).toEqual([6_000]);
  });

  test("a call taken back while it was held back never goes as it was", async () => {
    const service = aService();
    const { outbox } = anOutbox(service.send);
    outbox.put(A, "Ada", aCall(1, "ended"), 6_000);
    outbox.put(A, "Ada", aCall(1, "goes on"));
    await outbox.drain();
    expect(service.received).toEqual([A]);
    expect(service.calls.get(A)?.notes).toBe("goes on");
  });

  test("a call put while another is held back does not wait for it", async () => {
    const service = aService();
    const held = createCallOutbox({
      storage: aStorage(),
      userId: USER,
      send: service.send,
      // This wait never ends by itself.
      wait: () => new Promise(() => {}),
      nowMs: () => 0,
      onChange: () => {},
      onSaved: ({ callId }) => {
        if (callId === B) held.hurry(A);
        void held.drain();
      },
    });
    held.put(A, "Ada", aCall(1), 6_000);
    const draining = held.drain();
    held.put(B, "Bo", aCall(2));
    await Promise.all([held.drain(), draining]);
    expect(service.received).toEqual([B, A]);
  });

  test("a clock that was set back keeps no call for hours", async () => {
    const service = aService();
    const storage = aStorage();
    anOutbox(service.send, storage).outbox.put(A, "Ada", aCall(1), 6_000_000);
    await anOutbox(service.send, storage).outbox.drain();
    expect(service.received).toEqual([A]);
  });

  test("a page that goes away sends all that waits, held back or not, and keeps it", () => {
    const service = aService();
    const { outbox } = anOutbox(service.send);
    outbox.put(A, "Ada", aCall(1));
    outbox.put(B, "Bo", aCall(2), 60_000);
    outbox.sendAllAtOnce();
    expect(service.received).toEqual([A, B]);
    expect(outbox.list()).toHaveLength(2);
  });

  test("another person's calls are not sent by whoever signs in next", async () => {
    const service = aService(["not_signed_in"]);
    const { outbox, storage } = anOutbox(service.send);
    outbox.put(A, "Ada", aCall(1));
    await outbox.drain();
    const other = anOutbox(service.send, storage, "other").outbox;
    await other.drain();
    expect(other.list()).toEqual([]);
    expect(service.received).toEqual([]);
  });

  test("rubbish under its keys is passed over", async () => {
    const service = aService();
    const { outbox, storage } = anOutbox(service.send);
    storage.setItem(`salespulse.unsaved-call.${USER}.x`, "{not json");
    storage.setItem(`salespulse.unsaved-call.${USER}.y`, '{"callId":1}');
    await outbox.drain();
    expect(outbox.list()).toEqual([]);
  });

  // Each turn of the microtask queue is a gap that a call could fall into, unsent until the next one.
  test.each(Array.from({ length: 12 }, (_, turn) => turn))(
    "a call put %i turns after another was sent is sent too",
    async (turns) => {
      const service = aService();
      const { outbox } = anOutbox(service.send);
      outbox.put(A, "Ada", aCall(1));
      const later = async () => {
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        outbox.put(B, "Jo", aCall(2));
        await outbox.drain();
      };
      await Promise.all([outbox.drain(), later()]);
      expect(service.received).toEqual([A, B]);
    },
  );
});

test.each([
  [1, undefined, FIRST_PAUSE_MS],
  [2, undefined, 2 * FIRST_PAUSE_MS],
  [3, undefined, 4 * FIRST_PAUSE_MS],
  [50, undefined, LONGEST_PAUSE_MS],
  [1, 45, 45_000],
])("after %i failed tries and Retry-After %s the pause is %i ms", (tries, retryAfter, expected) => {
  expect(pauseMs(tries, retryAfter)).toBe(expected);
});
