import type { ImportRow, LeadField, RowRefusal } from "#shared/leads";
import { emailAddress } from "#shared/text";
import { readPhone } from "../http/readPhone.ts";
import { placeTimeZone, type TimeZoneSource } from "./placeTimeZone.ts";
import { findTimeZone } from "./readTimeZone.ts";
import { readState } from "#shared/states";
import { restoreZeros } from "./zoneOfPostalCode.ts";

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
  readonly time_zone_source: TimeZoneSource | null;
  readonly score: number;
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
  timeZone: 60,
  score: 20,
};

/** The most characters that what did not fit its field adds to the custom fields: the table bounds all of them. */
const KEPT_CHARACTERS = 300;

/**
 * Turns a matched row of a file into a lead, or says why it cannot be one. Numbers without a country are
 * read as US ones. What is no mail address, time zone or whole number is kept as a custom field.
 */
export function judgeRow(row: ImportRow): TakenRow | RefusedRow {
  const text = (field: LeadField): string | null => {
    const value = row.fields[field]?.replaceAll(/\s+/gu, " ").trim() ?? "";
    if (value.length <= MAX_LENGTH[field]) return value === "" ? null : value;
    // By characters, as the table counts: half of one is no text that Postgres takes.
    return Array.from(value).slice(0, MAX_LENGTH[field]).join("");
  };
  const refused = (reason: RowRefusal): RefusedRow => ({ row_number: row.rowNumber, reason });

  const name = text("name") ?? text("company");
  if (name === null) return refused("no_name");
  const original = text("phone");
  if (original === null) return refused("no_phone");
  const phone = readPhone(original);
  if (phone === null) return refused("bad_phone");

  const email = readEmail(text("email"));
  const score = readScore(text("score"));
  const timeZone = findTimeZone(text("timeZone") ?? "");
  const state = readState(text("state"));
  const postalCode = text("postalCode");
  const zone =
    timeZone === null
      ? placeTimeZone({ state, postalCode, phone })
      : ({ timeZone, source: "file" } as const);

  const custom = { ...row.custom };
  const keep = (label: string, field: LeadField, isRead: boolean) => {
    const given = row.fields[field]?.trim();
    if (!isRead && given) custom[label] ??= given.slice(0, KEPT_CHARACTERS).toWellFormed();
  };
  keep("Mail address", "email", email !== null);
  keep("Score", "score", score !== null);
  keep("Time zone", "timeZone", timeZone !== null);

  return {
    row_number: row.rowNumber,
    name,
    title: text("title"),
    company: text("company"),
    phone,
    phone_original: original,
    email,
    address: text("address"),
    city: text("city"),
    state: state ?? text("state"),
    postal_code:
      postalCode !== null && zone?.source === "postal_code" ? restoreZeros(postalCode) : postalCode,
    time_zone: zone?.timeZone ?? null,
    time_zone_source: zone?.source ?? null,
    score: score ?? 0,
    custom,
  };
}

function readEmail(text: string | null): string | null {
  if (text === null) return null;
  const email = emailAddress.safeParse(text);
  return email.success ? email.data : null;
}

/** A whole number within the table's bounds, or null. */
function readScore(text: string | null): number | null {
  const score = text === null || !/^[-+]?\d+(\.0*)?$/.test(text) ? Number.NaN : Number(text);
  return Number.isInteger(score) && Math.abs(score) <= 1_000_000 ? score : null;
}
