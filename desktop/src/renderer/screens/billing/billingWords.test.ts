import { describe, expect, test } from "vitest";
import { CATALOGUE } from "#shared/catalogue";
import { contentWords, excessWords, historyWords, invoiceWord, mixWords } from "./billingWords.ts";

describe("what billing says in words", () => {
  const paid = {
    status: "paid",
    isDisputed: false,
    totalCents: 9_900,
    amountPaidCents: 9_900,
    refundedCents: 0,
  };
  test.each([
    [paid, "Paid"],
    [{ ...paid, totalCents: -8_700, amountPaidCents: 0 }, "Credited"],
    [{ ...paid, refundedCents: 1 }, "Partly refunded"],
    [{ ...paid, refundedCents: 9_900 }, "Refunded"],
    [{ ...paid, refundedCents: 9_900, isDisputed: true }, "Disputed"],
    [{ ...paid, status: "open", amountPaidCents: 0 }, "Open"],
    [{ ...paid, status: "void", amountPaidCents: 0 }, "Void"],
    [{ ...paid, status: "uncollectible", amountPaidCents: 0 }, "Not paid"],
    [{ ...paid, status: "draft", amountPaidCents: 0 }, "Draft"],
  ])("an invoice %o is %s", (invoice, label) => {
    expect(invoiceWord(invoice).label).toBe(label);
  });

  test("numbers have their nouns", () => {
    expect(excessWords({ what: "seats", used: 7, allowed: 5 })).toBe("7 people, 5 allowed");
    expect(contentWords({ seats: 1, extraSimLines: 4 })).toBe("1 seat, 4 more SIM lines");
    expect(contentWords({ seats: null, extraSimLines: 0 })).toBe("");
    expect(mixWords({ singles: 1, bundles: 2 }, 3)).toBe("2 bundles of 3 and 1 single");
    expect(CATALOGUE.plans.map(({ allows }) => historyWords(allows.historyDays))).toEqual([
      "90 days",
      "2 years",
      "all",
      "all",
    ]);
  });
});
