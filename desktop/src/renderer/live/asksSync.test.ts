import { expect, test } from "vitest";
import { aHeldLead, aLead } from "../dial/aLead.test-data.ts";
import { step } from "../dial/dialMachine.ts";
import { IDLE } from "../dial/dialState.ts";
import { asksSync } from "./asksSync.ts";

const NOW = new Date("2026-11-22T17:01:00Z");
const SESSION = "50000000-0000-4000-8000-000000000001";
const list = { id: "60000000-0000-4000-8000-000000000001", name: "West" };
const opened = step(IDLE, { kind: "open", list, sessionId: SESSION }, NOW).state;
const { state: dialing } = step(
  opened,
  {
    kind: "synced",
    sessionId: SESSION,
    answer: {
      now: NOW.toISOString(),
      held: [aHeldLead(1)],
      remaining: null,
    },
    said: { take: null, status: "dialing" },
    called: [],
    clockAheadMs: 0,
  },
  NOW,
);

test.each([
  ["lead", aLead(1).id, true],
  ["lead", aLead(2).id, false],
  ["leads", null, true],
  ["do_not_call", null, true],
  ["playbook", null, true],
  ["call", aLead(1).id, false],
  ["tasks", null, false],
])("what may be called is asked anew after %s of %s: %s", (about, entityId, asks) => {
  expect(asksSync(about, entityId, dialing)).toBe(asks);
});

test("without a session nothing is asked", () => {
  expect(asksSync("leads", null, IDLE)).toBe(false);
});
