import { expect, test } from "vitest";
import type { Lead } from "#shared/leads";
import { matchColumns } from "../../import/matchColumns.ts";
import { readTable } from "../../import/readTable.ts";
import { toImportRow } from "../../import/sliceRows.ts";
import { COLUMN_FIELDS } from "./columns.tsx";
import { leadsCsv } from "./exportLeads.ts";

const LEAD: Lead = {
  id: "5f4b2f2e-6a3f-4a1c-9a0e-0d8f3a1b2c3d",
  name: "Zoë =Byron",
  title: "COO, West",
  company: '"Northwind"\nInc',
  phone: "+442079460018",
  phoneOriginal: "020 7946 0018",
  email: "zoe@example.com",
  address: "1 Main St",
  city: "Boston",
  state: "MA",
  postalCode: "02139",
  timeZone: "America/New_York",
  timeZoneSource: "postal_code",
  ownerId: "u1",
  isSample: false,
  doNotCall: false,
  custom: { Beds: "-12", Note: "=HYPERLINK(1)" },
  lastCalledAt: "2026-11-22T09:00:00Z",
  lastOutcome: "no_answer",
  score: -5,
  consent: null,
  dialState: "ready",
  readyAt: null,
  attemptCount: 1,
  createdAt: "2026-11-01T09:00:00Z",
};
const words = { ownerName: () => "Ada", outcomeOf: () => ({ label: "No answer" }) };

test("an exported lead is imported as it was", () => {
  const columns = [...COLUMN_FIELDS, "custom.Beds", "custom.Note"];
  const table = readTable(new TextEncoder().encode(`\ufeff${leadsCsv([LEAD], columns, words)}`));
  if (typeof table === "string") throw new Error(table);
  const row = toImportRow(table, matchColumns(table.headers, table.rows), 0);
  expect(row.fields).toEqual({
    name: LEAD.name,
    title: LEAD.title,
    company: LEAD.company,
    phone: LEAD.phone,
    email: LEAD.email,
    address: LEAD.address,
    city: LEAD.city,
    state: LEAD.state,
    postalCode: LEAD.postalCode,
    timeZone: LEAD.timeZone,
    score: String(LEAD.score),
  });
  expect(row.custom).toMatchObject({ ...LEAD.custom, Owner: "Ada", "Last outcome": "No answer" });
});

test("columns stand in the table's order, their clock as its zone, and no formula runs", () => {
  const csv = leadsCsv([LEAD], ["phone", "localTime", "custom.Note"], words);
  expect(csv.split("\r\n")).toEqual([
    "Phone,Time zone,Note",
    `+442079460018,America/New_York,"'=HYPERLINK(1)"`,
  ]);
});
