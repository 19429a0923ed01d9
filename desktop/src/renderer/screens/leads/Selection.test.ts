import { expect, test } from "vitest";
import {
  addRange,
  EVERYTHING,
  isSelected,
  NOTHING,
  sizeOf,
  toggle,
  type Selection,
} from "./Selection.ts";

const ids = (selection: Selection) =>
  ["a", "b", "c", "d"].filter((id) => isSelected(selection, id)).join("");

test("a row is chosen and let go", () => {
  const one = toggle(NOTHING, "b");
  expect(ids(one)).toBe("b");
  expect(ids(toggle(one, "b"))).toBe("");
  expect(ids(NOTHING)).toBe("");
});

test("a range keeps what was chosen", () => {
  expect(ids(addRange(toggle(NOTHING, "a"), ["c", "d"]))).toBe("acd");
});

test("letting one go of all that match keeps all others, and takes it again", () => {
  const others = toggle(EVERYTHING, "b");
  expect(ids(others)).toBe("acd");
  expect(sizeOf(others, 50_000)).toBe(49_999);
  expect(ids(toggle(others, "b"))).toBe("abcd");
  expect(ids(addRange(others, ["b"]))).toBe("acd");
});

test("all that match are as many as match", () => {
  expect(sizeOf(EVERYTHING, 50_000)).toBe(50_000);
  expect(sizeOf(EVERYTHING, undefined)).toBeUndefined();
  expect(sizeOf(addRange(NOTHING, ["a", "b"]), 50_000)).toBe(2);
});
