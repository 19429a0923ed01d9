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

const HONORIFIC = /^(?:mr|mrs|ms|mx|dr|prof)\.?\s+/iu;

/**
 * The fields of scripts, tasks and mails: `first_name`, `name`, `company`, `title`, `city`, `state`,
 * `phone`, `rep_name`, `organization` and `custom.<name>` for each custom field.
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
  for (const [field, value] of Object.entries({
    first_name: firstName,
    name,
    company,
    title,
    city,
    state,
    phone: phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3"),
    rep_name: rep.name,
    organization: rep.organization,
  })) {
    values.set(field, value ?? "");
  }
  return values;
}
