import { describe, expect, test } from "vitest";
import type { HeldLead, SessionState } from "#shared/dialing";
import type { Outcome } from "#shared/outcomes";
import { aHeldLead, aLead } from "./aLead.test-data.ts";
import { step, UNDO_MS, HOLD_MS, type DialEvent } from "./dialMachine.ts";
import {
  dialStateSchema,
  IDLE,
  leadAtHand,
  notesAtHand,
  type CallRefusal,
  type DialState,
  type EndingOutcome,
} from "./dialState.ts";
import { toSync } from "./toSync.ts";

const LIST = { id: "10000000-0000-4000-8000-000000000000", name: "West" };
const SESSION = "50000000-0000-4000-8000-000000000000";
const NEXT_SESSION = "50000000-0000-4000-8000-000000000001";
const [ONE, TWO, THREE] = [aHeldLead(1), aHeldLead(2), aHeldLead(3)];
const FOUR = aLead(4);
const CALL_ID = "20000000-0000-4000-8000-000000000000";
const START = new Date("2026-11-22T17:00:00Z");
const END = new Date("2026-11-22T17:02:03Z");
const CALLBACK = {
  taskId: "60000000-0000-4000-8000-000000000000",
  dueAt: "2026-11-22T17:00:00Z",
  text: "Promised",
  isMine: true,
};

const CONNECTED: EndingOutcome = {
  key: "connected",
  label: "Connected",
  reached: true,
  afterwards: "finished",
  requiresNextStep: false,
  requiresReason: false,
  reasons: [],
};
const NO_ANSWER: EndingOutcome = {
  ...CONNECTED,
  key: "no_answer",
  reached: false,
  afterwards: "again",
};
const BACK: EndingOutcome = { ...CONNECTED, key: "callback", afterwards: "callback" };
const LOST: EndingOutcome = { ...CONNECTED, key: "lost", requiresReason: true };
const MEETING: EndingOutcome = { ...CONNECTED, key: "meeting", requiresNextStep: true };

type Timed = DialEvent | readonly [DialEvent, Date];
const at = (event: DialEvent, now: Date): Timed => [event, now];

const answer = (held: readonly HeldLead[], more: Partial<SessionState> = {}): SessionState => ({
  now: START.toISOString(),
  held: [...held],
  remaining: { callable: 9, outsideHours: 0, noTimeZone: 0, waiting: 0, opensAt: null },
  ...more,
});
const synced = (
  held: readonly HeldLead[],
  take: string | null = null,
  called: readonly string[] = [],
  status: "dialing" | "paused" = "dialing",
): DialEvent => ({
  kind: "synced",
  sessionId: SESSION,
  answer: answer(held),
  said: { take, status },
  called,
  clockAheadMs: 0,
});
const open: DialEvent = { kind: "open", list: LIST, sessionId: SESSION };
const begun = [open, synced([ONE, TWO, THREE])];
const call: DialEvent = { kind: "call", callId: CALL_ID, lineId: null };
const admitted: DialEvent = { kind: "admitted", callId: CALL_ID };
const end = (outcome = CONNECTED): Timed => at({ kind: "end", outcome }, END);
const type = (notes: string): DialEvent => ({ kind: "type", notes });
const move = (by: 1 | -1): DialEvent => ({
  kind: "move",
  by,
  queue: [ONE.lead, TWO.lead, THREE.lead, FOUR],
});
const undo: DialEvent = { kind: "undo" };
const after = (ms: number) => new Date(END.getTime() + ms);

/** Runs events one after another, at 17:00 unless told; answers the last state and what the last event caused. */
function run(...events: Timed[]) {
  return events.reduce<ReturnType<typeof step>>(
    ({ state }, timed) =>
      "kind" in timed ? step(state, timed, START) : step(state, timed[0], timed[1]),
    { state: IDLE, effects: [] },
  );
}
const hand = (state: DialState) => leadAtHand(state)?.name ?? null;
const kinds = ({ effects }: ReturnType<typeof step>) => effects.map(({ kind }) => kind);

describe("who stands in front of the rep", () => {
  test.each<[string, Timed[], string | null]>([
    ["nobody before the first answer", [open], null],
    ["the first that is held", begun, "Lead 1"],
    ["j goes on", [...begun, move(1)], "Lead 2"],
    ["k goes back", [...begun, move(1), move(-1)], "Lead 1"],
    ["k stops at the top", [...begun, move(-1)], "Lead 1"],
    ["j goes on into the list", [...begun, move(1), move(1), move(1)], "Lead 4"],
    ["and stops at its foot", [...begun, move(1), move(1), move(1), move(1)], "Lead 4"],
    ["and comes back", [...begun, move(1), move(1), move(1), move(-1)], "Lead 3"],
    ["a lead is chosen by hand", [...begun, { kind: "choose", lead: THREE.lead }], "Lead 3"],
    ["the one being called", [...begun, call], "Lead 1"],
    ["in a call j does not move", [...begun, call, move(1)], "Lead 1"],
    ["after the call the next one at once", [...begun, call, end()], "Lead 2"],
    ["after the last held the first", [...begun, move(1), move(1), call, end()], "Lead 1"],
    ["nobody when all are called", [open, synced([ONE]), call, end()], null],
    [
      "after a call whoever was promised one, before the others",
      [...begun, call, synced([TWO, { ...THREE, callback: CALLBACK }]), end()],
      "Lead 3",
    ],
    [
      "after a call nobody who may not be called, as long as somebody may",
      [open, synced([ONE, { ...TWO, permit: null, refusal: "outside_hours" }, THREE]), call, end()],
      "Lead 3",
    ],
    [
      "the lead under the rep's eyes stays when a callback comes in",
      [...begun, move(1), synced([{ ...THREE, callback: CALLBACK }, ONE, TWO])],
      "Lead 2",
    ],
    ["another where it is held no more", [...begun, synced([TWO, THREE])], "Lead 2"],
    [
      "nobody whose call an answer cannot know of",
      [open, synced([ONE, TWO], null, [ONE.lead.id])],
      "Lead 2",
    ],
    ["nobody without a session", [], null],
  ])("%s", (_, events, expected) => {
    expect(hand(run(...events).state)).toBe(expected);
  });
});

describe("a call", () => {
  const record = {
    leadId: ONE.lead.id,
    startedAt: "2026-11-22T17:00:00.000Z",
    endedAt: null,
    outcome: null,
    notes: "",
    permitId: ONE.permit?.id,
    sessionId: SESSION,
    lineId: null,
    reason: null,
    nextStep: null,
    callback: null,
  };

  test("is written down first under its permit, and the Worker is asked", () => {
    expect(run(...begun, type("before"), call).effects).toEqual([
      {
        kind: "saveCall",
        callId: CALL_ID,
        leadName: "Lead 1",
        call: { ...record, notes: "before" },
        holdMs: 0,
      },
      { kind: "awaitAdmission", callId: CALL_ID },
    ]);
  });

  test("is placed when the Worker admits it, once", () => {
    const { state, effects } = run(...begun, call, admitted);
    expect(effects).toEqual([{ kind: "placeCall", phone: ONE.lead.phone }]);
    expect(step(state, admitted, START).effects).toEqual([]);
    expect(run(...begun, call, { ...admitted, callId: NEXT_SESSION }).effects).toEqual([]);
  });

  test("that the Worker refuses never was: its notes stay, and the rep is told", () => {
    const refused: DialEvent = { kind: "notAdmitted", callId: CALL_ID, code: "do_not_call" };
    const { state, effects } = run(...begun, call, type("asks for Jo"), refused);
    expect(effects).toEqual([
      { kind: "forgetCall", callId: CALL_ID, leadName: "Lead 1", code: "do_not_call" },
      { kind: "sync" },
    ]);
    expect(state).toMatchObject({
      kind: "ready",
      session: { calls: 0, drafts: { [ONE.lead.id]: "asks for Jo" } },
    });
    // One that was placed without a network is kept, whatever is said of it later.
    expect(run(...begun, call, admitted, refused).effects).toEqual([]);
  });

  test("whose end was taken back is not placed again", () => {
    expect(run(...begun, call, admitted, end(), at(undo, after(100)), admitted).effects).toEqual(
      [],
    );
  });

  test("ends whole under the same id, waits to be taken back, and asks for more leads", () => {
    const { state, effects } = run(...begun, call, type("wants a quote"), end());
    expect(effects).toEqual([
      {
        kind: "saveCall",
        callId: CALL_ID,
        leadName: "Lead 1",
        call: {
          ...record,
          endedAt: "2026-11-22T17:02:03.000Z",
          outcome: "connected",
          notes: "wants a quote",
        },
        holdMs: HOLD_MS,
      },
      { kind: "sync" },
    ]);
    expect(state).toMatchObject({ kind: "ready", session: { calls: 1, reached: 1 } });
  });

  test("that nobody answered does not count as reached", () => {
    expect(run(...begun, call, end(NO_ANSWER)).state).toMatchObject({
      session: { calls: 1, reached: 0 },
    });
  });

  test("to a practice lead needs no permit and is never placed", () => {
    const practice = aHeldLead(9, { lead: aLead(9, { isSample: true }) });
    expect(kinds(run(open, synced([practice]), call))).toEqual(["saveCall"]);
  });

  test("is not ended twice by a key pressed twice", () => {
    expect(run(...begun, call, end(), end()).effects).toEqual([]);
  });

  test("is not begun twice by Enter pressed twice", () => {
    expect(run(...begun, call, call).effects).toEqual([]);
  });

  test("does not end before it began when the clock is set back", () => {
    const early = new Date(START.getTime() - 60_000);
    const [effect] = run(...begun, call, at({ kind: "end", outcome: NO_ANSWER }, early)).effects;
    expect(effect).toMatchObject({ call: { endedAt: START.toISOString() } });
  });

  test("is not among what an answer brings while it runs", () => {
    const { state } = run(...begun, call, synced([ONE, TWO]));
    expect(state).toMatchObject({ kind: "calling", session: { held: [TWO] } });
  });

  test("goes on under its session and permit when the Worker has ended the session", () => {
    const over: DialEvent = { kind: "sessionEnded", sessionId: SESSION, nextId: NEXT_SESSION };
    const [effect] = run(...begun, call, over, end()).effects;
    expect(effect).toMatchObject({ call: { sessionId: SESSION, permitId: ONE.permit?.id } });
  });

  test("is logged under the line the rep chose, which stays with it", () => {
    const line = "70000000-0000-4000-8000-000000000000";
    const [began] = run(...begun, { ...call, lineId: line }).effects;
    expect(began).toMatchObject({ call: { lineId: line } });
    const { state, effects } = run(...begun, call, { kind: "chooseLine", lineId: line });
    expect(state).toMatchObject({ call: { lineId: line } });
    expect(effects).toMatchObject([{ kind: "saveCall", call: { lineId: line } }]);
  });
});

describe("a call that may not be", () => {
  const late = new Date("2026-11-22T17:05:00Z");
  test.each<[string, Timed[], CallRefusal]>([
    ["no permit", [open, synced([{ ...ONE, permit: null }])], "no_permit"],
    [
      "an unproven address",
      [open, synced([{ ...ONE, permit: null, refusal: "address_unproven" }])],
      "address_unproven",
    ],
    [
      "a payment that is overdue",
      [open, synced([{ ...ONE, permit: null, refusal: "read_only" }])],
      "read_only",
    ],
    [
      "who asked not to be called",
      [open, synced([aHeldLead(9, { lead: aLead(9, { doNotCall: true }) })])],
      "do_not_call",
    ],
    [
      "an unknown time zone",
      [open, synced([{ ...ONE, permit: null, refusal: "no_time_zone" }])],
      "no_time_zone",
    ],
    [
      "the wrong hour",
      [open, synced([{ ...ONE, permit: null, refusal: "outside_hours" }])],
      "outside_hours",
    ],
    ["a lead that is not held yet", [...begun, { kind: "choose", lead: FOUR }], "no_permit"],
  ])("%s: the rep is told, the Worker asked again, nothing placed", (_, events, refusal) => {
    const stepped = run(...events, call);
    expect(stepped.state).toMatchObject({ kind: "ready", refusal });
    expect(kinds(stepped)).toEqual(["sync"]);
  });

  test("a permit is good until it lapses, and no moment longer", () => {
    const justBefore = new Date(late.getTime() - 1);
    expect(run(...begun, at(call, justBefore)).state.kind).toBe("calling");
    expect(run(...begun, at(call, late)).state).toMatchObject({ refusal: "no_permit" });
  });

  test("a permit given just before nine in the evening does not carry beyond it", () => {
    const evening = aHeldLead(1, {
      permit: ONE.permit && {
        ...ONE.permit,
        issuedAt: "2026-11-23T04:58:00Z",
        expiresAt: "2026-11-23T05:03:00Z",
      },
    });
    const events = [open, synced([evening])];
    expect(run(...events, at(call, new Date("2026-11-23T04:59:59Z"))).state.kind).toBe("calling");
    expect(run(...events, at(call, new Date("2026-11-23T05:00:00Z"))).state).toMatchObject({
      refusal: "outside_hours",
    });
  });

  test("the reason goes away with the next lead", () => {
    expect(run(...begun, at(call, late), move(1)).state).toMatchObject({ refusal: null });
  });
});

describe("an outcome that asks for something", () => {
  const due = "2026-11-23T17:00:00.000Z";
  const fillIn = (change: Extract<DialEvent, { kind: "fillIn" }>["change"]): DialEvent => ({
    kind: "fillIn",
    change,
  });
  const confirm = at({ kind: "confirm" }, after(60_000));

  test.each<[string, EndingOutcome, DialEvent, object]>([
    [
      "when to call back",
      BACK,
      fillIn({ callbackAt: due, callbackIsMine: false }),
      { callback: { dueAt: due, isMine: false } },
    ],
    ["why", LOST, fillIn({ reason: " Too dear " }), { reason: "Too dear" }],
    [
      "what comes next",
      MEETING,
      fillIn({ stepText: "Send quote", stepDueAt: due }),
      { nextStep: { text: "Send quote", dueAt: due } },
    ],
  ])("asks %s, and ends when it is said", (_, outcome, said, expected) => {
    const asked = run(...begun, call, end(outcome));
    expect(asked.effects).toEqual([]);
    expect(asked.state).toMatchObject({ kind: "calling", call: { wrapUp: { outcome } } });
    expect(run(...begun, call, end(outcome), confirm).state.kind).toBe("calling");
    const [effect] = run(...begun, call, end(outcome), said, confirm).effects;
    // What is typed after the outcome is no time with the lead.
    expect(effect).toMatchObject({ call: { endedAt: END.toISOString(), ...expected } });
  });

  test("Escape goes back to the call", () => {
    const { state } = run(...begun, call, end(BACK), { kind: "cancelWrapUp" });
    expect(state).toMatchObject({ kind: "calling", call: { wrapUp: null } });
  });

  test("a next step planned during the call goes along with any outcome", () => {
    const planned = [
      ...begun,
      call,
      { kind: "planNextStep" } as const,
      fillIn({ stepText: "Send quote", stepDueAt: due }),
    ];
    const nextStep = { text: "Send quote", dueAt: due };
    const kept = run(...planned, { kind: "confirm" });
    expect(kept.state).toMatchObject({ kind: "calling", call: { nextStep, wrapUp: null } });
    expect(kept.effects).toMatchObject([{ kind: "saveCall", call: { outcome: null, nextStep } }]);
    for (const events of [[...planned, { kind: "confirm" } as const], planned])
      for (const outcome of [CONNECTED, MEETING])
        expect(run(...events, end(outcome), confirm).state).toMatchObject({
          session: { calls: 1, undo: { call: { nextStep } } },
        });
  });
});

describe("taking an outcome back", () => {
  test("brings the call back as it was, and writes it as not ended", () => {
    const { state, effects } = run(...begun, call, type("a"), end(), at(undo, after(UNDO_MS - 1)));
    expect(state).toMatchObject({
      kind: "calling",
      call: { id: CALL_ID, notes: "a", lead: ONE.lead },
      session: { calls: 0, reached: 0, undo: null },
    });
    expect(effects).toMatchObject([
      { kind: "saveCall", callId: CALL_ID, call: { outcome: null, endedAt: null }, holdMs: 0 },
    ]);
  });

  test("ends with the five seconds", () => {
    const ended = run(...begun, call, end()).state;
    expect(step(ended, undo, after(UNDO_MS))).toEqual({ state: ended, effects: [] });
  });

  test("ends with the next call, which sends the one before", () => {
    const next: DialEvent = { kind: "call", callId: NEXT_SESSION, lineId: null };
    const stepped = run(...begun, call, end(), at(next, after(1)));
    expect(kinds(stepped)).toEqual(["sendNow", "saveCall", "awaitAdmission"]);
    expect(step(stepped.state, undo, after(2)).effects).toEqual([]);
  });
});

describe("what the Worker is told", () => {
  const said = (...events: Timed[]) => toSync(run(...events).state);

  test("leads that nobody may call while a payment is overdue are held on to", () => {
    const overdue = [ONE, TWO].map((each) => ({
      ...each,
      permit: null,
      refusal: "read_only" as const,
    }));
    expect(said(open, synced(overdue))).toMatchObject({ release: [] });
  });
  const refused = { ...TWO, permit: null, refusal: "outside_hours" as const };

  test("the list, and that three leads are to be held", () => {
    expect(said(open)).toEqual({
      listId: LIST.id,
      status: "dialing",
      pauseReason: null,
      target: 3,
      release: [],
      take: null,
    });
  });

  test("which lead the rep chose, until it is held", () => {
    const chosen = [...begun, { kind: "choose", lead: FOUR } as const];
    expect(said(...chosen)).toMatchObject({ take: FOUR.id });
    const came = run(...chosen, synced([ONE, TWO, THREE, aHeldLead(4)], FOUR.id)).state;
    expect(hand(came)).toBe("Lead 4");
    expect(toSync(came)).toMatchObject({ take: null });
  });

  test("a lead that was chosen stands after those held before, where j found it", () => {
    const chosen = [...begun, { kind: "choose", lead: FOUR } as const];
    const { state } = run(...chosen, synced([aHeldLead(4), ONE, TWO, THREE], FOUR.id));
    expect(state).toMatchObject({
      session: { held: [ONE, TWO, THREE, { lead: { id: FOUR.id } }] },
    });
  });

  test("a lead chosen while an answer was on its way is still asked for", () => {
    expect(said(...begun, { kind: "choose", lead: FOUR }, begun[1] ?? open)).toMatchObject({
      take: FOUR.id,
    });
  });

  test("a lead that a colleague has is let be, and the one before stands there again", () => {
    const { state } = run(
      ...begun,
      { kind: "choose", lead: FOUR },
      { kind: "notTaken", leadId: FOUR.id, reason: "lead_claimed" },
    );
    expect(hand(state)).toBe("Lead 1");
    expect(state).toMatchObject({ session: { notTaken: "lead_claimed" } });
    expect(toSync(state)).toMatchObject({ take: null });
  });

  test("a lead that may not be called is let go, but not from under the rep's eyes", () => {
    const held = [open, synced([ONE, refused, THREE])];
    expect(said(...held)).toMatchObject({ release: [TWO.lead.id] });
    expect(said(...held, { kind: "choose", lead: TWO.lead })).toMatchObject({ release: [] });
  });

  test("never more than five are held", () => {
    const many = [1, 2, 3, 4, 5, 6].map((number) => aHeldLead(number));
    const taken = said(open, synced(many.slice(0, 5)), { kind: "choose", lead: aLead(6) });
    expect(taken?.release).toHaveLength(1);
    expect(said(open, synced(many))?.release).toHaveLength(1);
  });

  test("a pause with its reason", () => {
    expect(said(...begun, { kind: "pause", reason: "Lunch" })).toMatchObject({
      status: "paused",
      pauseReason: "Lunch",
    });
  });

  test("the end, when the session is closed or another list is opened", () => {
    const bye = { kind: "endSession", sessionId: SESSION, listId: LIST.id };
    expect(run(...begun, { kind: "close" })).toEqual({ state: IDLE, effects: [bye] });
    const other: DialEvent = { ...open, sessionId: NEXT_SESSION };
    expect(run(...begun, other).effects).toEqual([bye, { kind: "sync" }]);
  });

  test("the end when the page goes; it comes back under another id and asks for its lead again", () => {
    const { state, effects } = run(...begun, move(1), { kind: "leave", nextId: NEXT_SESSION });
    expect(effects).toMatchObject([{ kind: "endSession", sessionId: SESSION }]);
    expect(hand(state)).toBe("Lead 2");
    expect(state).toMatchObject({ session: { id: NEXT_SESSION, held: [] } });
    expect(toSync(state)).toMatchObject({ take: TWO.lead.id });
  });

  test("the call as it is, and no end of the session, when the page goes in a call", () => {
    const left = run(...begun, call, type("a"), { kind: "leave", nextId: NEXT_SESSION });
    expect(left.effects).toMatchObject([{ kind: "saveCall", call: { notes: "a", outcome: null } }]);
    expect(left.state).toMatchObject({ kind: "calling", session: { id: SESSION } });
  });

  test.each<[string, DialEvent]>([
    ["closed", { kind: "close" }],
    ["left", { kind: "leave", nextId: NEXT_SESSION }],
    ["replaced", { ...open, sessionId: NEXT_SESSION }],
  ])("a call that just ended at once, when the session is %s", (_, event) => {
    const stepped = run(...begun, call, end(), at(event, after(1)));
    expect(stepped.effects[0]).toEqual({ kind: "sendNow", callId: CALL_ID });
    expect(step(stepped.state, undo, after(2)).effects).toEqual([]);
  });

  test("an answer to the session before changes nothing", () => {
    const { state } = run(...begun, { kind: "leave", nextId: NEXT_SESSION });
    expect(step(state, synced([ONE]), START).state).toBe(state);
  });
});

describe("a single call", () => {
  const take: DialEvent = { kind: "take", lead: FOUR, sessionId: SESSION };

  test("opens a session for it alone, which holds nobody else", () => {
    const { state, effects } = run(take);
    expect(hand(state)).toBe("Lead 4");
    expect(effects).toEqual([{ kind: "sync" }]);
    expect(toSync(state)).toMatchObject({ listId: null, target: 0, take: FOUR.id });
  });

  test("goes into the session that runs", () => {
    expect(run(...begun, take).state).toMatchObject({ session: { list: LIST, taking: FOUR } });
  });

  test("does not leave a running call", () => {
    const calling = run(...begun, call).state;
    expect(step(calling, take, START)).toEqual({ state: calling, effects: [] });
  });
});

describe("notes", () => {
  test("typed before the call belong to that lead alone", () => {
    const { state } = run(...begun, type("for one"), move(1), type("for two"), move(-1));
    expect(notesAtHand(state)).toBe("for one");
  });

  test("become the call's, are saved soon, and are gone after it", () => {
    expect(notesAtHand(run(...begun, type("hello"), call).state)).toBe("hello");
    expect(kinds(run(...begun, call, type("hello")))).toEqual(["saveSoon"]);
    expect(run(...begun, call, type("hello"), { kind: "keep" }).effects).toMatchObject([
      { kind: "saveCall", call: { notes: "hello", outcome: null }, holdMs: 0 },
    ]);
    expect(notesAtHand(run(...begun, type("hello"), call, end()).state)).toBe("");
  });
});

describe("the session", () => {
  test("pauses between calls and goes on with the same lead", () => {
    const paused = run(...begun, move(1), { kind: "pause", reason: null }).state;
    expect(paused.kind).toBe("paused");
    expect(hand(step(paused, { kind: "resume" }, START).state)).toBe("Lead 2");
  });

  test("keeps the lead chosen after the pause, though what the pause let go is heard of only then", () => {
    const on = run(...begun, { kind: "pause", reason: null }, { kind: "resume" }, move(1));
    const heard = step(on.state, synced([ONE], null, [], "paused"), START);
    expect(hand(heard.state)).toBe("Lead 2");
    expect(toSync(heard.state)?.take).toBe(TWO.lead.id);
    expect(heard.effects).toEqual([{ kind: "sync" }]);
    const called = step(on.state, synced([ONE], null, [TWO.lead.id], "paused"), START);
    expect(hand(called.state)).toBe("Lead 1");
  });

  test("does not call while paused", () => {
    expect(run(...begun, { kind: "pause", reason: null }, call).state.kind).toBe("paused");
  });

  test.each<[string, DialEvent]>([
    ["paused", { kind: "pause", reason: null }],
    ["closed", { kind: "close" }],
    ["replaced by another list", { ...open, list: { ...LIST, id: CALL_ID } }],
  ])("is not %s in the middle of a call", (_, event) => {
    const calling = run(...begun, call).state;
    expect(step(calling, event, START)).toEqual({ state: calling, effects: [] });
  });

  test.each<[string, Timed[]]>([
    ["between calls", [...begun, type("a")]],
    ["asking for a lead", [...begun, { kind: "choose", lead: FOUR }]],
    ["in a call", [...begun, call, type("b")]],
    ["asking for a callback", [...begun, call, end(BACK)]],
    ["just ended", [...begun, call, end()]],
    ["paused", [...begun, { kind: "pause", reason: "Lunch" }]],
  ])("%s it comes back from storage as it was", (_, events) => {
    const { state } = run(...events);
    expect(dialStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  test("it comes back though the playbook's outcome says more than is kept", () => {
    const whole: Outcome = {
      ...NO_ANSWER,
      retryAfterMinutes: 240,
      maxAttempts: 6,
      moveToListId: null,
      taskText: null,
      taskInDays: null,
      mailSubject: null,
      mailBody: null,
    };
    const { state } = run(...begun, call, end(whole));
    expect(dialStateSchema.parse(JSON.parse(JSON.stringify(state)))).toMatchObject({
      session: { undo: { outcome: NO_ANSWER } },
    });
  });
});
