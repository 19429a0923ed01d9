import type { ImportRow } from "#shared/leads";
import { describe, expect, it } from "vitest";
import { judgeRow } from "./judgeRow.ts";

const row = (fields: ImportRow["fields"]): ImportRow => ({ rowNumber: 7, fields, custom: {} });

describe("judgeRow", () => {
  it.each([
    ["(415) 555-0142", "+14155550142"],
    ["4155550142", "+14155550142"],
    ["+1 415.555.0142", "+14155550142"],
    ["1-415-555-0142", "+14155550142"],
    ["+44 20 7946 0018", "+442079460018"],
  ])("reads %s as %s and keeps what stood there", (phone, e164) => {
    expect(judgeRow(row({ name: "Ada", phone }))).toMatchObject({
      phone: e164,
      phone_original: phone,
    });
  });

  it.each([
    [{ phone: "4155550142" }, "no_name"],
    [{ name: "   ", company: "", phone: "4155550142" }, "no_name"],
    [{ name: "Ada" }, "no_phone"],
    [{ name: "Ada", phone: "415555014" }, "bad_phone"],
    [{ name: "Ada", phone: "'; drop table leads; --" }, "bad_phone"],
    [{ name: "Ada", phone: "1234567890" }, "bad_phone"],
  ] as const)("refuses %j as %s", (fields, reason) => {
    expect(judgeRow(row(fields))).toEqual({ row_number: 7, reason });
  });

  it("calls a lead without a person by its company", () => {
    expect(judgeRow(row({ company: "Mercy Hospital", phone: "4155550142" }))).toMatchObject({
      name: "Mercy Hospital",
      company: "Mercy Hospital",
    });
  });

  it("cuts what is longer than the table keeps, and drops what is no mail address", () => {
    const judged = judgeRow(
      row({ name: "x".repeat(500), phone: "4155550142", email: "not an address" }),
    );
    expect(judged).toMatchObject({ name: "x".repeat(200), email: null });
  });
});
