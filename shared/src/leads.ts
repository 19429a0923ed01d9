import { z } from "zod";
import { CALL_OUTCOMES } from "./calls.ts";
import { freeText, timestamp } from "./text.ts";

/** The most rows one import request carries; the desktop sends a file in slices of this size. */
export const IMPORT_ROWS_PER_REQUEST = 500;

/** The fields a column of a file can be matched to. Columns matched to none are kept as custom fields. */
export const LEAD_FIELDS = [
  "name",
  "title",
  "company",
  "phone",
  "email",
  "address",
  "city",
  "state",
  "postalCode",
] as const;
export type LeadField = (typeof LEAD_FIELDS)[number];

/** The most columns of a file that are kept with a lead beside its fields, and the most text in all of them. */
const CUSTOM_COLUMNS = 200;
const CUSTOM_CHARACTERS = 32_000;

/** Columns that match no field, by their header. */
const customFields = z
  .record(freeText(100).trim().min(1, "must not be empty"), freeText(2_000))
  .refine((custom) => Object.keys(custom).length <= CUSTOM_COLUMNS, {
    error: `must have at most ${CUSTOM_COLUMNS} columns`,
  })
  .refine((custom) => Object.entries(custom).flat().join("").length <= CUSTOM_CHARACTERS, {
    error: `must have at most ${CUSTOM_CHARACTERS} characters in all`,
  });

/** One row of a file, matched to fields but not yet judged: the Worker does that, row by row. */
export const importRowSchema = z.strictObject({
  /** The row's number in the file, the first row of data being 1. */
  rowNumber: z.int().min(1).max(1_000_000),
  fields: z.partialRecord(z.enum(LEAD_FIELDS), freeText(1_000)),
  custom: customFields.default({}),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** Why a row of a file was not taken. */
export const rowRefusalSchema = z.enum(["no_name", "no_phone", "bad_phone", "duplicate"]);
export type RowRefusal = z.infer<typeof rowRefusalSchema>;

export const importResultSchema = z.object({
  added: z.int(),
  refused: z.array(
    z.object({
      rowNumber: z.int(),
      reason: rowRefusalSchema,
    }),
  ),
});
export type ImportResult = z.infer<typeof importResultSchema>;

export const leadSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  /** E.164, e.g. `+14155550142`. */
  phone: z.string(),
  /** The number as the file had it. */
  phoneOriginal: z.string(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  city: z.string().nullable(),
  /** Two-letter code of the state or territory (USPS), where it is known. */
  state: z.string().nullable(),
  postalCode: z.string().nullable(),
  /** IANA name, e.g. `America/Los_Angeles`; null where it could not be told. */
  timeZone: z.string().nullable(),
  timeZoneSource: z.enum(["postal_code", "state"]).nullable(),
  ownerId: z.uuid().nullable(),
  /** A fictional lead to practise on: calling it places no call. */
  isSample: z.boolean(),
  doNotCall: z.boolean(),
  custom: z.record(z.string(), z.string()),
  lastCalledAt: timestamp.nullable(),
  lastOutcome: z.enum(CALL_OUTCOMES).nullable(),
  createdAt: timestamp,
});
export type Lead = z.infer<typeof leadSchema>;

export const leadListSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  isSample: z.boolean(),
  leadCount: z.int(),
  /** How many are still to be called for the first time. */
  remainingCount: z.int(),
  createdAt: timestamp,
});
export type LeadList = z.infer<typeof leadListSchema>;
