import { expect, test } from "vitest";
import { conditionSchema, type Condition } from "#shared/leadFilter";
import { conditionWords } from "./conditionWords.ts";

const choices = { ownerId: [{ value: "u1", label: "Ada Byron" }] };

test.each<[Condition, string]>([
  [{ field: "state", operator: "any_of", value: ["CA", "OR"] }, "State is any of CA, OR"],
  [{ field: "custom.Beds", operator: "contains", value: "4" }, "Beds contains 4"],
  [{ field: "ownerId", operator: "is", value: "u1" }, "Owner is Ada Byron"],
  [{ field: "ownerId", operator: "empty" }, "Owner is empty"],
  [{ field: "score", operator: "at_least", value: 50 }, "Score is at least 50"],
  [
    { field: "lastCalledAt", operator: "not_within_days", value: 1 },
    "Last called not in the last 1 day",
  ],
  [{ field: "createdAt", operator: "within_days", value: 30 }, "Added in the last 30 days"],
  [{ field: "doNotCall", operator: "is", value: true }, "Do not call"],
  [{ field: "doNotCall", operator: "is", value: false }, "Not: Do not call"],
])("%j reads %s", (condition, words) => {
  expect(conditionSchema.safeParse(condition).success).toBe(true);
  expect(conditionWords(condition, choices)).toBe(words);
});
