import { describe, expect, test } from "vitest";
import { aLead } from "./aLead.test-data.ts";
import {
  dialStateSchema,
  IDLE,
  leadAtHand,
  notesAtHand,
  step,
  type DialEvent,
  type DialState,
} from "./dialMachine.ts";

const LIST = { id: "10000000-0000-4000-8000-000000000000", name: "West" };
const [ONE, TWO, THREE] = [aLead(1), aLead(2), aLead(3)];
const CALL_ID = "20000000-0000-4000-8000-000000000000";
const START = new Date("2026-11-22T17:00:00Z");
const END = new Date("2026-11-22T17:02:03Z");

const open: DialEvent = { kind: "open", list: LIST, leads: [ONE, TWO, THREE], called: [] };
const call: DialEvent = { kind: "call", callId: CALL_ID, now: START, addressProven: true };
const end: DialEvent = { kind: "end", outcome: "connected", now: END };
const type = (notes: string): DialEvent => ({ kind: "type", notes });
const move = (by: 1 | -1): DialEvent => ({ kind: "move", by });

/** Runs events one after another; answers the last state and what the last event caused. */
function run(...events: DialEvent[]) {
  return events.reduce<ReturnType<typeof step>>(({ state }, event) => step(state, event), {
    state: IDLE,
    effects: [],
  });
}
const hand = (state: DialState) => leadAtHand(state)?.name ?? null;

describe("who stands in front of the rep", () => {
  test.each<[string, DialEvent[], string | null]>([
    ["the first lead at once", [open], "Lead 1"],
    ["j goes on", [open, move(1)], "Lead 2"],
    ["k goes back", [open, move(1), move(-1)], "Lead 1"],
    ["k stops at the top", [open, move(-1)], "Lead 1"],
    ["j stops at the foot", [open, move(1), move(1), move(1)], "Lead 3"],
    ["a lead is chosen by hand", [open, { kind: "choose", leadId: THREE.id }], "Lead 3"],
    ["an unknown one is not", [open, { kind: "choose", leadId: "x" }], "Lead 1"],
    ["the one being called", [open, call], "Lead 1"],
    ["in a call j does not move", [open, call, move(1)], "Lead 1"],
    ["after the call the next one at once", [open, call, end], "Lead 2"],
    ["after the last one the first that is left", [open, move(1), move(1), call, end], "Lead 1"],
    ["nobody when all are called", [open, call, end, call, end, call, end], null],
    [
      "leads whose calls wait to be saved do not come again",
      [{ ...open, called: [ONE.id] }],
      "Lead 2",
    ],
    ["nobody without a session", [], null],
  ])("%s", (_, events, expected) => {
    expect(hand(run(...events).state)).toBe(expected);
  });
});

describe("a call", () => {
  test("is written down first, then placed", () => {
    expect(run(open, type("before"), call).effects).toEqual([
      {
        kind: "saveCall",
        callId: CALL_ID,
        leadName: "Lead 1",
        call: {
          leadId: ONE.id,
          startedAt: "2026-11-22T17:00:00.000Z",
          endedAt: null,
          outcome: null,
          notes: "before",
        },
      },
      { kind: "placeCall", phone: ONE.phone },
    ]);
  });

  test("ends whole, with its notes, under the same id", () => {
    const { state, effects } = run(open, call, type("wants a quote"), end);
    expect(effects).toEqual([
      {
        kind: "saveCall",
        callId: CALL_ID,
        leadName: "Lead 1",
        call: {
          leadId: ONE.id,
          startedAt: "2026-11-22T17:00:00.000Z",
          endedAt: "2026-11-22T17:02:03.000Z",
          outcome: "connected",
          notes: "wants a quote",
        },
      },
    ]);
    expect(state).toMatchObject({ kind: "ready", session: { calls: 1, reached: 1 } });
  });

  test("that nobody answered does not count as reached", () => {
    const { state } = run(open, call, { kind: "end", outcome: "no_answer", now: END });
    expect(state).toMatchObject({ session: { calls: 1, reached: 0 } });
  });

  test("to a practice lead is kept but never placed", () => {
    const practice: DialEvent = { ...open, leads: [aLead(9, { isSample: true })] };
    expect(run(practice, call).effects.map((effect) => effect.kind)).toEqual(["saveCall"]);
  });

  test("is not ended twice by a key pressed twice", () => {
    expect(run(open, call, end, end).effects).toEqual([]);
  });

  test("is not begun twice by Enter pressed twice", () => {
    expect(run(open, call, call).effects).toEqual([]);
  });

  test("does not end before it began when the clock is set back", () => {
    const back = new Date(START.getTime() - 60_000);
    const [effect] = run(open, call, { kind: "end", outcome: "busy", now: back }).effects;
    expect(effect).toMatchObject({ call: { endedAt: START.toISOString() } });
  });
});

describe("a call that may not be", () => {
  const unproven: DialEvent = { ...call, addressProven: false };

  test("an unproven address calls nobody real", () => {
    expect(run(open, unproven)).toMatchObject({
      state: { kind: "ready", refusal: "address_unproven" },
      effects: [],
    });
  });

  test("but it practises", () => {
    const practice: DialEvent = { ...open, leads: [aLead(9, { isSample: true })] };
    expect(run(practice, unproven).state.kind).toBe("calling");
  });

  test("who asked not to be called is not", () => {
    const blocked: DialEvent = { ...open, leads: [aLead(9, { doNotCall: true })] };
    expect(run(blocked, call)).toMatchObject({ state: { refusal: "do_not_call" }, effects: [] });
  });

  test("the reason goes away with the next lead", () => {
    expect(run(open, unproven, move(1)).state).toMatchObject({ refusal: null });
  });
});

describe("notes", () => {
  test("typed before the call belong to that lead alone", () => {
    const { state } = run(open, type("for one"), move(1), type("for two"), move(-1));
    expect(notesAtHand(state)).toBe("for one");
  });

  test("become the call's, and are gone after it", () => {
    expect(notesAtHand(run(open, type("hello"), call).state)).toBe("hello");
    expect(notesAtHand(run(open, type("hello"), call, end).state)).toBe("");
  });
});

describe("the session", () => {
  test("pauses between calls and goes on with the same lead", () => {
    const paused = run(open, move(1), { kind: "pause" }).state;
    expect(paused.kind).toBe("paused");
    expect(hand(step(paused, { kind: "resume" }).state)).toBe("Lead 2");
  });

  test("does not call while paused", () => {
    expect(run(open, { kind: "pause" }, call).state.kind).toBe("paused");
  });

  test.each<[string, DialEvent]>([
    ["paused", { kind: "pause" }],
    ["closed", { kind: "close" }],
    ["replaced by another list", { ...open, list: { ...LIST, id: CALL_ID } }],
  ])("is not %s in the middle of a call", (_, event) => {
    const calling = run(open, call).state;
    expect(step(calling, event)).toEqual({ state: calling, effects: [] });
  });

  test("a queue fetched before the last call does not bring its lead back", () => {
    const later: DialEvent = { kind: "queueCame", listId: LIST.id, leads: [ONE, TWO], called: [] };
    expect(run(open, call, end, later).state).toMatchObject({ session: { queue: [TWO] } });
  });

  test("a new queue leaves the lead at hand where it is", () => {
    const later: DialEvent = { kind: "queueCame", listId: LIST.id, leads: [TWO], called: [] };
    const { state } = run(open, later);
    expect(hand(state)).toBe("Lead 1");
    expect(state).toMatchObject({ session: { queue: [ONE, TWO] } });
  });

  test("another list's queue is not taken", () => {
    const { state } = run(open, { kind: "queueCame", listId: "x", leads: [], called: [] });
    expect(state).toMatchObject({ session: { queue: [ONE, TWO, THREE] } });
  });

  test.each<[string, DialEvent[]]>([
    ["between calls", [open, type("a")]],
    ["in a call", [open, call, type("b")]],
    ["paused", [open, { kind: "pause" }]],
  ])("%s it comes back from storage as it was", (_, events) => {
    const { state } = run(...events);
    expect(dialStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });
});
