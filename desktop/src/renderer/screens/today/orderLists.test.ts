import { expect, test } from "vitest";
import type { LeadList } from "#shared/leads";
import { listToStart, orderLists } from "./orderLists.ts";

const aList = (name: string, more: Partial<LeadList>): LeadList => ({
  id: name,
  name,
  isSample: false,
  leadCount: 100,
  remainingCount: 0,
  callableCount: 0,
  noTimeZoneCount: 0,
  filter: null,
  callOrder: "position",
  scriptId: null,
  createdBy: null,
  createdAt: "2026-11-22T09:00:00Z",
  ...more,
});

const practice = aList("practice", { isSample: true, remainingCount: 8, callableCount: 8 });
const asleep = aList("asleep", { remainingCount: 90 });
const awake = aList("awake", { remainingCount: 20, callableCount: 20 });
const called = aList("called", {});

test("what can be called now comes first, practice last", () => {
  expect(orderLists([practice, called, asleep, awake]).map(({ name }) => name)).toEqual([
    "awake",
    "asleep",
    "called",
    "practice",
  ]);
});

test.each([
  [[practice, asleep, awake], "awake"],
  [[practice, called, asleep], "asleep"],
  [[practice, called], "practice"],
  [[called], undefined],
])("one starts with what there is to call", (lists, name) => {
  expect(listToStart(lists)?.name).toBe(name);
});
