import { timestamp } from "#shared/text";
import { describe, expect, it } from "vitest";
import { afterCursor, cutPage, type PageOrder, readCursor, writeCursor } from "./pageCursor.ts";
import { z } from "zod";

const byName: PageOrder = { column: "name", ascending: true, key: z.string().max(200) };
const byTime: PageOrder = { column: "started_at", ascending: false, key: timestamp };

const rows = ["Ada", '"Zoë", (名前)', "Zz"].map((name, at) => ({
  id: `00000000-0000-4000-8000-00000000000${at}`,
  name,
}));

describe("pages", () => {
  it("tell where the next one starts only where there is one, in any script", () => {
    const first = cutPage(rows, 2, (row) => row.name);
    expect(first.page.map((row) => row.name)).toEqual(["Ada", '"Zoë", (名前)']);
    expect(readCursor(byName, first.nextCursor ?? "")).toEqual([rows[1]?.name, rows[1]?.id]);
    expect(cutPage(rows, 3, (row) => row.name).nextCursor).toBeNull();
    expect(cutPage([], 3, () => "").nextCursor).toBeNull();
  });

  it("ask for the rows after, in the order's direction, the value quoted", () => {
    const id = rows[0]?.id ?? "";
    expect(afterCursor(byName, ['a"b\\c', id])).toBe(
      String.raw`name.gt."a\"b\\c",and(name.eq."a\"b\\c",id.gt.${id})`,
    );
    expect(afterCursor(byTime, ["2026-11-22T09:00:00.000Z", id])).toMatch(/^started_at\.lt\./);
  });

  it.each(["", "rubbish", btoa("[]"), btoa('["2026-11-22","x"]'), writeCursor(["x", "y,id.gt.0"])])(
    "refuse a cursor that is not theirs: %j",
    (text) => {
      for (const order of [byName, byTime]) {
        expect(() => readCursor(order, text)).toThrow(
          expect.objectContaining({ code: "invalid_input" }),
        );
      }
    },
  );
});
