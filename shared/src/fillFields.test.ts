import { describe, expect, it } from "vitest";
import { fieldsOfLead, fillFields } from "./fillFields.ts";
import { FILLED, LEAD, REP } from "./fillFields.test-data.ts";

describe("fillFields", () => {
  it.each(FILLED)("$text reads $filled", ({ text, filled, lead }) => {
    expect(fillFields(text, fieldsOfLead({ ...LEAD, ...lead }, REP))).toBe(filled);
  });
});
