import { expect, test } from "vitest";
import { addRange, isSelected, NOTHING, sizeOf, toggle, type Selection } from "./Selection.ts";

const loaded = ["a", "b", "c", "d"];
const ids = (selection: Selection) =>
  selection.kind === "all" ? "all" : [...selection.ids].join("");

test("a row is chosen and let go", () => {
  const one = toggle(NOTHING, "b", loaded);
  expect(isSelected(one, "b")).toBe(true);
  expect(ids(toggle(one, "b", loaded))).toBe("");
  expect(ids(NOTHING)).toBe("");
});

test("a range goes either way and keeps what was chosen", () => {
  expect(ids(addRange(toggle(NOTHING, "a", loaded), loaded, 3, 2))).toBe("acd");
});

test("letting one go of all that match keeps the rows that are there", () => {
  expect(ids(toggle({ kind: "all" }, "b", loaded))).toBe("acd");
});

test("all that match are as many as match", () => {
  expect(sizeOf({ kind: "all" }, 50_000)).toBe(50_000);
  expect(sizeOf({ kind: "all" }, undefined)).toBeUndefined();
  expect(sizeOf(addRange(NOTHING, loaded, 0, 1), 50_000)).toBe(2);
});
