import { expect, test } from "vitest";
import { splitNumbers } from "./splitNumbers.ts";

test("numbers are found however they are pasted, each once", () => {
  expect(splitNumbers("")).toEqual([]);
  expect(splitNumbers(" (415) 555-0101\r\n+1 212 555 0102;\t4155550103,, (415) 555-0101 ")).toEqual(
    ["(415) 555-0101", "+1 212 555 0102", "4155550103"],
  );
});
