import { describe, expect, it } from "vitest";
import { fieldsOfLead, fillFields } from "./fillFields.ts";

const lead = {
  name: "Ada Byron",
  company: "Northwind",
  title: null,
  city: "San Francisco",
  state: "CA",
  phone: "+14155550142",
  custom: { "Number of beds": "40", constructor: "kept" },
};
const rep = { name: "Rina", organization: "Harborlight" };
const fill = (text: string, changed: Partial<typeof lead> = {}) =>
  fillFields(text, fieldsOfLead({ ...lead, ...changed }, rep));

describe("fillFields", () => {
  it.each([
    ["Hi {{first_name}}, {{ rep_name }} of {{Organization}}.", "Hi Ada, Rina of Harborlight."],
    [
      "{{name}} at {{company}} in {{city}}, {{state}}",
      "Ada Byron at Northwind in San Francisco, CA",
    ],
    ["call {{phone}}", "call (415) 555-0142"],
    ["{{custom.Number of Beds}} beds", "40 beds"],
    ["as {{title|the person in charge}}", "as the person in charge"],
    ["as {{title}}!", "as !"],
    ["{{nothing_like_it|no}} {{__proto__}}{{constructor}}{{custom.constructor}}", "no kept"],
  ])("%s", (text, filled) => {
    expect(fill(text)).toBe(filled);
  });

  it("leaves what is no field as it stands", () => {
    for (const text of ["{{", "{{a {{ b}", "{ {name} }", "$& $1", "{{a{b}}}"]) {
      expect(fill(text)).toBe(text);
    }
  });

  it("puts values in as they are, whatever they hold", () => {
    expect(fill("{{name}}|{{company}}", { name: "{{company}} X", company: "$& $1 <b>" })).toBe(
      "{{company}} X|$& $1 <b>",
    );
  });

  it("greets nobody by the first word of a company, or by a title", () => {
    const company = "Mercy Hospital";
    expect(fill("Hi {{first_name|there}}", { name: company, company })).toBe("Hi there");
    expect(fill("Hi {{first_name}}", { name: "Dr. Ada Byron" })).toBe("Hi Ada");
  });
});
