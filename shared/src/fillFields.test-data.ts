import type { Lead } from "./leads.ts";

type Subject = Pick<Lead, "name" | "company" | "title" | "city" | "state" | "phone" | "custom">;

/** The lead that the cases are about, but for what each changes. */
export const LEAD: Subject = {
  name: "Ada Byron",
  company: "Northwind",
  title: null,
  city: "San Francisco",
  state: "CA",
  phone: "+14155550142",
  custom: { "Number of beds": "40", constructor: "kept", Empty: " " },
};
export const REP = { name: "Rina", organization: "Harborlight" };

interface Case {
  readonly text: string;
  readonly filled: string;
  readonly lead: Partial<Subject>;
}

const about = (lead: Partial<Subject>, cases: Readonly<Record<string, string>>): Case[] =>
  Object.entries(cases).map(([text, filled]) => ({ text, filled, lead }));

/** Texts with what they become: in scripts (`fillFields`), and in tasks and mails, which the database fills. */
export const FILLED: readonly Case[] = [
  ...about(
    {},
    {
      "Hi {{first_name}}, {{ rep_name }} of {{Organization}}.": "Hi Ada, Rina of Harborlight.",
      "{{name}} at {{company}} in {{city}}, {{state}}":
        "Ada Byron at Northwind in San Francisco, CA",
      "call {{phone}}": "call (415) 555-0142",
      "{{custom.Number of Beds}} beds": "40 beds",
      "as {{title|the person in charge}}": "as the person in charge",
      "as {{title| }}{{title}}!": "as !",
      "{{custom.Empty|nothing}}": "nothing",
      "{{nothing_like_it|no}} {{__proto__}}{{constructor}}{{custom.constructor}}": "no kept",
      "no field\nat all": "no field\nat all",
      "{{{name}}}": "{Ada Byron}",
    },
  ),
  // What is no field stays as it stands.
  ...["", "{{", "{{a {{ b}", "{ {name} }", "$& $1 \\1 %s", "{{a{b}}}", "{{name|a|{{b"].map(
    (text) => ({ text, filled: text, lead: {} }),
  ),
  // Values are put in as they are, whatever they hold.
  ...about(
    { name: "{{company}} X", company: "$& $1 \\1 <b>" },
    { "{{name}}|{{company}}": "{{company}} X|$& $1 \\1 <b>" },
  ),
  // Nobody is greeted by the first word of a company, or by a title.
  ...about({ name: "Mercy", company: "Mercy" }, { "Hi {{first_name|there}}": "Hi there" }),
  ...about({ name: "Dr. Ada Byron" }, { "Hi {{first_name}}": "Hi Ada" }),
  ...about({ name: "Ada\u00a0 Byron", company: null }, { "Hi {{first_name}}": "Hi Ada" }),
  ...about({ phone: "+442079460018" }, { "call {{phone}}": "call +442079460018" }),
];
