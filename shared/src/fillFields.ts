import type { Lead } from "./leads.ts";

/** What the fields of a text stand for, by their names in small letters. */
export type FieldValues = ReadonlyMap<string, string>;

/** `{{name}}` or `{{name|what stands there where nothing is known}}`. */
const FIELD = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/gu;

/**
 * Puts values into a text's fields: `Hello {{first_name|there}}`. A field that is unknown or empty
 * becomes its fallback, or nothing. Values are put in as they are: fields within them stay text.
 */
export function fillFields(text: string, values: FieldValues): string {
  return text.replaceAll(FIELD, (_, name: string, fallback: string | undefined) => {
    const value = values.get(name.trim().toLowerCase()) ?? "";
    return value === "" ? (fallback ?? "").trim() : value;
  });
}

/** The fields that a lead and its rep fill; each custom field is `custom.<name>` besides. */
export const LEAD_TEXT_FIELDS = [
  "first_name",
  "name",
  "company",
  "title",
  "city",
  "state",
  "phone",
  "rep_name",
  "organization",
] as const;

/** The fields of a text, as written, that nothing will ever fill: mistyped ones. */
export function unknownFields(text: string): string[] {
  const known: ReadonlySet<string> = new Set(LEAD_TEXT_FIELDS);
  return Array.from(text.matchAll(FIELD), ([, name = ""]) => name.trim()).filter(
    (name) => !known.has(name.toLowerCase()) && !/^custom\../iu.test(name),
  );
}

const HONORIFIC = /^(?:mr|mrs|ms|mx|dr|prof)\.?\s+/iu;

/**
 * What the fields of scripts, tasks and mails stand for ({@link LEAD_TEXT_FIELDS}).
 */
export function fieldsOfLead(
  lead: Pick<Lead, "name" | "company" | "title" | "city" | "state" | "phone" | "custom">,
  rep: { readonly name: string; readonly organization: string },
): FieldValues {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(lead.custom)) {
    values.set(`custom.${name.trim().toLowerCase()}`, value.trim());
  }
  const { name, company, title, city, state, phone } = lead;
  // A lead without a person is called by its company: nobody is greeted as "Mercy".
  const firstName =
    name === company ? "" : (name.replace(HONORIFIC, "").trim().split(/\s+/u)[0] ?? "");
  const known: Record<(typeof LEAD_TEXT_FIELDS)[number], string | null> = {
    first_name: firstName,
    name,
    company,
    title,
    city,
    state,
    phone: phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3"),
    rep_name: rep.name,
    organization: rep.organization,
  };
  for (const [field, value] of Object.entries(known)) {
    values.set(field, value ?? "");
  }
  return values;
}
