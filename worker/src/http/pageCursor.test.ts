import { describe, expect, it } from "vitest";
import { cutPage, readCursor, writeCursor } from "./pageCursor.ts";

const rows = ["a", "b", "c"].map((letter, at) => ({
  id: `00000000-0000-4000-8000-00000000000${at}`,
  moment: `2026-11-22T09:00:0${at}+00:00`,
  letter,
}));

describe("pages", () => {
  it("tell where the next one starts only where there is one", () => {
    const first = cutPage(rows, 2, (row) => row.moment);
    expect(first.page.map((row) => row.letter)).toEqual(["a", "b"]);
    expect(readCursor(first.nextCursor ?? "")).toEqual([rows[1]?.moment, rows[1]?.id]);
    expect(cutPage(rows, 3, (row) => row.moment).nextCursor).toBeNull();
    expect(cutPage([], 3, () => "").nextCursor).toBeNull();
  });

  it.each(["", "rubbish", btoa("[]"), btoa('["2026-11-22","x"]'), writeCursor(["x", "y,id.gt.0"])])(
    "refuse a cursor that is not theirs: %j",
    (text) => {
      expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: "invalid_input" }));
    },
  );
});
