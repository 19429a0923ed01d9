import { describe, expect, test } from "vitest";
import { LIVE_KINDS } from "#shared/live";
import { allStale, isTold, staleAfter, staleAfterOwnCall } from "./staleAfter.ts";

const ME = "00000000-0000-4000-8000-000000000001";
const OTHER = "00000000-0000-4000-8000-000000000002";
const keysAfter = (about: string, entityId: string | null) =>
  staleAfter(about, entityId, ME).map(({ key }) => key);

describe("an event makes stale", () => {
  test("of a lead: that lead alone, beside what lists leads", () => {
    expect(keysAfter("lead", OTHER)).toEqual([["lead", OTHER], ["leads"], ["lists"], ["queue"]]);
  });

  test("of a person: who is in, where it is oneself", () => {
    expect(keysAfter("member", ME)).toContainEqual(["me"]);
    expect(keysAfter("member", OTHER)).not.toContainEqual(["me"]);
  });

  test.each(LIVE_KINDS)("of the kind %s: something", (kind) => {
    expect(keysAfter(kind, OTHER)).not.toEqual([]);
  });

  test("of a kind that is not known: nothing", () => {
    expect(keysAfter("weather", null)).toEqual([]);
    expect(keysAfter("constructor", null)).toEqual([]);
  });
});

test("one's own call makes stale at once whatever counts it, and not the look at leads that come later", () => {
  const stale = staleAfterOwnCall(OTHER, ME);
  expect(stale.map(({ key }) => key.join(" ")).toSorted()).toEqual(
    ["calls", "day-numbers", `lead ${OTHER}`, "leads", "lists", "tasks"].toSorted(),
  );
  expect(stale.every(({ everyMs }) => everyMs === 0)).toBe(true);
});

test("all that may be stale is each key once, with all below it", () => {
  expect(isTold(["leads", "find", {}, 0])).toBe(true);
  expect(isTold(["call-permit", OTHER])).toBe(false);
  const keys = allStale(ME).map(({ key }) => key);
  expect(keys.every((key) => key.length === 1)).toBe(true);
  expect(new Set(keys.flat()).size).toBe(keys.length);
  for (const kind of LIVE_KINDS)
    for (const [first] of keysAfter(kind, ME)) expect(keys.flat()).toContain(first);
});
