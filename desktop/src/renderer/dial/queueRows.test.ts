import { expect, test } from "vitest";
import { aLead } from "./aLead.test-data.ts";
import { queueRows, type QueueNow } from "./queueRows.ts";

const now = (numbers: readonly number[], more: Partial<QueueNow> = {}): QueueNow => ({
  turn: "first",
  lookedAtMs: 1,
  leads: numbers.map((number) => aLead(number)),
  called: new Set(),
  ...more,
});
/** The numbers in the order in which they stand after all of it. */
const shown = (...looks: readonly QueueNow[]) =>
  looks
    .reduce<ReturnType<typeof queueRows> | null>(queueRows, null)
    ?.rows.map(({ name }) => Number(name.replace("Lead ", "")));

test.each<[string, readonly QueueNow[], readonly number[]]>([
  ["at first those held, then the list", [now([1, 2, 3, 4])], [1, 2, 3, 4]],
  [
    "one taken from further down stays there, and so does the one let go for it",
    [now([1, 2, 3, 4, 5]), now([1, 3, 2, 4, 5]), now([1, 4, 2, 3, 5])],
    [1, 2, 3, 4, 5],
  ],
  ["one let go that the last look does not have", [now([1, 2, 3]), now([1, 3])], [1, 2, 3]],
  ["gone for good once a look says so", [now([1, 2, 3]), now([1, 3], { lookedAtMs: 2 })], [1, 3]],
  [
    "one that is called is gone at once",
    [now([1, 2, 3]), now([1, 3], { called: new Set([aLead(2).id]) })],
    [1, 3],
  ],
  [
    "those who come stand behind whom they follow",
    [now([1, 2, 3]), now([9, 1, 2, 8, 3, 7])],
    [9, 1, 2, 8, 3, 7],
  ],
  [
    "with the next call it is laid out anew",
    [now([1, 2, 3]), now([3, 2], { turn: "second" })],
    [3, 2],
  ],
])("%s", (_, looks, expected) => {
  expect(shown(...looks)).toEqual(expected);
});
