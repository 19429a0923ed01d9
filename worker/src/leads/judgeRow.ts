import type { ImportRow, LeadField, RowRefusal } from "#shared/leads";
import { emailAddress } from "#shared/text";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { placeTimeZone } from "./placeTimeZone.ts";

/** A row that was taken: the columns that `import_leads` reads. */
interface TakenRow {
  readonly row_number: number;
  readonly name: string;
  readonly title: string | null;
  readonly company: string | null;
  /** E.164 */
  readonly phone: string;
  readonly phone_original: string;
  readonly email: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postal_code: string | null;
  readonly time_zone: string | null;
  readonly time_zone_source: "postal_code" | "state" | null;
  readonly custom: Record<string, string>;
}

interface RefusedRow {
  readonly row_number: number;
  readonly reason: RowRefusal;
}

/** The longest text each field keeps, as the table has it. */
const MAX_LENGTH: Record<LeadField, number> = {
  name: 200,
  title: 200,
  company: 200,
  phone: 1_000,
  email: 254,
  address: 300,
  city: 120,
  state: 60,
  postalCode: 20,
};

/** Turns a matched row of a file into a lead, or says why it cannot be one. Numbers without a country are read as US ones. */
export function judgeRow(row: ImportRow): TakenRow | RefusedRow {
  const text = (field: LeadField): string | null => {
    const value = row.fields[field]?.replaceAll(/\s+/gu, " ").trim() ?? "";
    // By characters, as the table counts: half of one is no text that Postgres takes.
    return value === "" ? null : Array.from(value).slice(0, MAX_LENGTH[field]).join("");
  };
  const refused = (reason: RowRefusal): RefusedRow => ({ row_number: row.rowNumber, reason });

  const name = text("name") ?? text("company");
  if (name === null) return refused("no_name");
  const original = text("phone");
  if (original === null) return refused("no_phone");
  const phone = parsePhoneNumberFromString(original, "US");
  if (phone?.isValid() !== true) return refused("bad_phone");

  const zone = placeTimeZone({ state: text("state"), postalCode: text("postalCode") });
  const email = emailAddress.safeParse(text("email"));
  return {
    row_number: row.rowNumber,
    name,
    title: text("title"),
    company: text("company"),
    phone: phone.number,
    phone_original: original,
    email: email.success ? email.data : null,
    address: text("address"),
    city: text("city"),
    state: text("state"),
    postal_code: text("postalCode"),
    time_zone: zone?.timeZone ?? null,
    time_zone_source: zone?.source ?? null,
    custom: row.custom,
  };
}
