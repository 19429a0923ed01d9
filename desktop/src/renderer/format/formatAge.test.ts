import { expect, it } from "vitest";
import { formatAge } from "./formatAge.ts";

it.each([
  ["11:59:01", "less than a minute"],
  ["12:00:30", "less than a minute"],
  ["11:59:00", "1 minute"],
  ["11:00:01", "59 minutes"],
  ["11:00:00", "1 hour"],
  ["01:00:00", "11 hours"],
])("since %s at noon it is %s", (since, said) => {
  expect(formatAge(`2026-11-22T${since}Z`, new Date("2026-11-22T12:00:00Z"))).toBe(said);
});

it("counts days from the second on", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  expect(formatAge("2026-11-20T12:00:01Z", now)).toBe("47 hours");
  expect(formatAge("2026-11-20T12:00:00Z", now)).toBe("2 days");
});
