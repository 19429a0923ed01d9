import { join } from "node:path";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { expect, it } from "vitest";
import { fieldsOfLead, fillFields } from "#shared/fillFields";
import { areaCodeOf, stateOfAreaCode } from "#shared/areaCodes";
import { parseScript } from "#shared/script";
import { readDemo } from "./readDemo.ts";
import { readDemoPlaybook } from "./readDemoPlaybook.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const playbook = await readDemoPlaybook(root);
const demo = await readDemo(root);

it("the script branches, leads everywhere it says, and every end of it ends a call", () => {
  const { sections, problems } = parseScript(playbook.scriptText);
  expect(problems).toEqual([]);
  expect(sections.length).toBeGreaterThan(10);
  const ends = sections.filter(({ branches }) => branches.length === 0).map(({ name }) => name);
  expect(ends).toEqual(["Next step", "Call back", "Do not call"]);
});

it("script and cards read well about a lead of whom little is known", () => {
  const nobody = { name: "Mercy", company: "Mercy", title: null, city: null, state: null };
  const fields = fieldsOfLead(
    { ...nobody, phone: "+14155550100", custom: {} },
    { name: "Rina", organization: demo.organization },
  );
  const texts = [playbook.scriptText, ...playbook.objections.map(({ answer }) => answer)];
  for (const text of texts) {
    const filled = fillFields(text, fields);
    expect(filled).not.toMatch(/\{|\}|null|undefined| [.,!?]|\(\)/);
  }
  expect(playbook.objections).toHaveLength(6);
});

it("the lines ring nowhere, lie in two states and are no lead's", () => {
  const leads = new Set(demo.leads.map(({ phone }) => phone));
  const states = playbook.lines.map(({ phone }) => {
    expect(phone).toMatch(/^\+1\d{3}55501\d\d$/);
    expect(parsePhoneNumberFromString(phone)?.isValid()).toBe(true);
    expect(leads.has(phone)).toBe(false);
    return stateOfAreaCode(areaCodeOf(phone) ?? "");
  });
  expect(new Set(states)).toEqual(new Set(["NY", "IL"]));
});

it("lines and tasks are the demo's people's", () => {
  const people = new Set(demo.accounts.map(({ email }) => email));
  for (const { account } of [...playbook.lines, ...playbook.tasks]) {
    expect(account === null || people.has(account)).toBe(true);
  }
});
