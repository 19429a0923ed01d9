import { expect, test } from "vitest";
import { summarize } from "./summarize.ts";

test.each([
  [[], { count: 0, p50: 0, p95: 0, max: 0 }],
  [[7], { count: 1, p50: 7, p95: 7, max: 7 }],
  [[3, 1, 2], { count: 3, p50: 2, p95: 3, max: 3 }],
  [
    Array.from({ length: 100 }, (_, index) => 100 - index),
    { count: 100, p50: 50, p95: 95, max: 100 },
  ],
])("percentiles are of the nearest rank: %j", (values, expected) => {
  expect(summarize(values)).toEqual(expected);
});
