import { expect, test } from "vitest";
import { dayOf, endOfWork } from "./dueDay.ts";

test("a day ends where it was begun, also where the clocks change", () => {
  for (const day of ["2026-01-01", "2026-03-08", "2026-11-01", "2028-02-29", "2026-12-31"]) {
    const end = new Date(endOfWork(day) ?? "");
    expect([dayOf(end), end.getHours()]).toEqual([day, 17]);
  }
});

test.each(["", "2026-13-01", "2026-02-30", "26-01-01", "tomorrow"])("%j is no day", (day) => {
  expect(endOfWork(day)).toBeNull();
});
