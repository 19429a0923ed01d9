import { describe, expect, test } from "vitest";
import { choiceOf, holds, moved, type Found } from "./paletteChoice.ts";

const answered: Found = { typed: "lead 7", fitting: ["lead 7", "lead 8"], former: [] };
const waiting: Found = { typed: "lead 7", fitting: [], former: ["lead 1", "lead 10"] };

describe("Enter takes", () => {
  test("the first that fits", () => {
    expect(choiceOf(answered, null)).toBe("lead 7");
  });
  test("nothing that was found for another text", () => {
    expect(choiceOf(waiting, null)).toBeNull();
  });
  test("what was chosen, also where it was found for another text", () => {
    expect(choiceOf(answered, { typed: "lead 7", key: "lead 8" })).toBe("lead 8");
    expect(choiceOf(waiting, { typed: "lead 7", key: "lead 10" })).toBe("lead 10");
  });
  test("the first, where what was chosen is not there any more", () => {
    expect(choiceOf(answered, { typed: "lead 7", key: "lead 10" })).toBe("lead 7");
  });
  test("the first, where it was chosen before something else was typed", () => {
    expect(choiceOf(answered, { typed: "lead", key: "lead 8" })).toBe("lead 7");
  });
});

describe("arrows", () => {
  test("go around the ends", () => {
    expect(moved(answered, null, 1)).toBe("lead 8");
    expect(moved(answered, null, -1)).toBe("lead 8");
    expect(moved(answered, { typed: "lead 7", key: "lead 8" }, 1)).toBe("lead 7");
  });
  test("begin at either end where nothing is chosen", () => {
    expect(moved(waiting, null, 1)).toBe("lead 1");
    expect(moved(waiting, null, -1)).toBe("lead 10");
  });
  test("find nothing where nothing is", () => {
    expect(moved({ typed: "x", fitting: [], former: [] }, null, 1)).toBeNull();
  });
});

test.each([
  ["Dial Spring fair", "spr di", true],
  ["Dial Spring fair", "pring", false],
  ["Dial Spring fair", "", true],
  ["Dial Spring fair", "fair x", false],
])("each word typed begins a word: %s, %s", (words, typed, expected) => {
  expect(holds(words, typed)).toBe(expected);
});
