import { z } from "zod";
import { leadFilterSchema } from "./leadFilter.ts";
import { outcomeKey } from "./outcomes.ts";
import { emailAddress, freeText, lineOfText, timestamp } from "./text.ts";

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
  "timeZone",
  "score",
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

/**
 * Why a row of a file was not taken. `duplicate`: the organisation has a lead with this number, or with
 * this mail address (`duplicate_email`). `repeated`: another row of the same file has the number or the
 * address.
 */
export const rowRefusalSchema = z.enum([
  "no_name",
  "no_phone",
  "bad_phone",
  "duplicate",
  "duplicate_email",
  "repeated",
]);
export type RowRefusal = z.infer<typeof rowRefusalSchema>;

export const importResultSchema = z.object({
  added: z.int(),
  refused: z.array(
    z.object({
      rowNumber: z.int(),
      reason: rowRefusalSchema,
      /** The lead that is there already, where the caller may see it; of another rep's nothing is told. */
      leadId: z.uuid().nullable(),
    }),
  ),
});
export type ImportResult = z.infer<typeof importResultSchema>;

/**
 * What told a lead's time zone, surest first: a person (`confirmed`), a column of the file, the postal
 * code, the state where all of it keeps one, the number's area code.
 */
export const TIME_ZONE_SOURCES = ["confirmed", "file", "postal_code", "state", "number"] as const;

/**
 * Where a lead stands: `ready` to be called, `waiting` for its next attempt, promised a `callback`, or
 * `finished`. A number that is not to be called is never called, whatever stands here.
 */
export const DIAL_STATES = ["ready", "waiting", "callback", "finished"] as const;

export const CONSENTS = ["express", "written"] as const;

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
  timeZoneSource: z.enum(TIME_ZONE_SOURCES).nullable(),
  ownerId: z.uuid().nullable(),
  /** A fictional lead to practise on: calling it places no call. */
  isSample: z.boolean(),
  doNotCall: z.boolean(),
  custom: z.record(z.string(), z.string()),
  lastCalledAt: timestamp.nullable(),
  lastOutcome: outcomeKey.nullable(),
  /** Higher is called earlier, in lists ordered by it. */
  score: z.int(),
  /** Consent to be called that is on record: by word, or in writing. */
  consent: z.enum(CONSENTS).nullable(),
  dialState: z.enum(DIAL_STATES),
  /** When the next attempt or the callback is due; null unless the lead waits for one. */
  readyAt: timestamp.nullable(),
  /** Calls since the lead was last made ready by hand, practice among them. */
  attemptCount: z.int(),
  createdAt: timestamp,
});
export type Lead = z.infer<typeof leadSchema>;

/**
 * In which order a list is called: as it was imported; highest score first; leads whose calling day ends
 * soonest first; longest untouched first.
 */
export const CALL_ORDERS = ["position", "score", "local_time", "last_touch"] as const;
export type CallOrder = (typeof CALL_ORDERS)[number];

export const leadListSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  isSample: z.boolean(),
  leadCount: z.int(),
  /** How many are not finished and may be called at all, now or later. */
  remainingCount: z.int(),
  /** How many may be called now, by their own clocks. */
  callableCount: z.int(),
  /** How many wait for somebody to confirm their time zone. */
  noTimeZoneCount: z.int(),
  /** The conditions that keep the list current; null: a fixed list. */
  filter: leadFilterSchema.nullable(),
  callOrder: z.enum(CALL_ORDERS),
  scriptId: z.uuid().nullable(),
  createdBy: z.uuid().nullable(),
  createdAt: timestamp,
});
export type LeadList = z.infer<typeof leadListSchema>;

const line = (max: number) => lineOfText(max).nullable();

/** What a person may change of a lead; a field that is not named stays. */
export const leadChangesSchema = z
  .strictObject({
    name: lineOfText(200),
    title: line(200),
    company: line(200),
    /** As typed; kept in E.164. */
    phone: z.string().trim().min(1, "must not be empty").max(40),
    email: emailAddress.nullable(),
    address: line(300),
    city: line(120),
    state: line(60),
    postalCode: line(20),
    /** Confirms a time zone (IANA name). */
    timeZone: z.string().max(60),
    ownerId: z.uuid().nullable(),
    score: z.int().min(-1_000_000).max(1_000_000),
    consent: z.enum(CONSENTS).nullable(),
    /** Custom fields to set, by name; null takes one away. */
    custom: z.record(freeText(100).trim().min(1, "must not be empty"), freeText(2_000).nullable()),
  })
  .partial();
export type LeadChanges = z.infer<typeof leadChangesSchema>;

/** Which leads: those named, or all that a table shows. */
export const leadSelectionSchema = z.union([
  z.strictObject({ leadIds: z.array(z.uuid()).min(1).max(1_000) }),
  z.strictObject({
    search: freeText(100).trim().default(""),
    listId: z.uuid().nullable().default(null),
    filter: leadFilterSchema,
    /** Those that are not meant all the same. */
    except: z.array(z.uuid()).max(1_000).optional(),
  }),
]);
export type LeadSelection = z.infer<typeof leadSelectionSchema>;

/** One change to many leads. */
export const bulkChangeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("assign"), ownerId: z.uuid().nullable() }),
  z.strictObject({ kind: z.literal("addToList"), listId: z.uuid() }),
  z.strictObject({ kind: z.literal("removeFromList"), listId: z.uuid() }),
  z.strictObject({ kind: z.literal("score"), score: z.int().min(-1_000_000).max(1_000_000) }),
  z.strictObject({
    kind: z.literal("field"),
    field: z.enum(["title", "company", "city", "state", "postalCode"]),
    value: line(120),
  }),
  z.strictObject({ kind: z.literal("timeZone"), timeZone: z.string().max(60) }),
  /** Makes leads ready again, with their attempts at none. */
  z.strictObject({ kind: z.literal("callAgain") }),
  /** Puts their numbers on the do-not-call list; nobody takes that back. */
  z.strictObject({ kind: z.literal("doNotCall") }),
  /** Managers alone. Leads with calls stay, because calls are kept. */
  z.strictObject({ kind: z.literal("delete") }),
]);
export type BulkChange = z.infer<typeof bulkChangeSchema>;

/** A table of leads as somebody likes it: columns, order, conditions. */
export const viewInputSchema = z.strictObject({
  name: lineOfText(80),
  /** Whether the whole organisation is offered it. */
  isShared: z.boolean(),
  columns: z.array(freeText(120)).min(1).max(40),
  sort: z.strictObject({ field: z.string().max(40), descending: z.boolean() }),
  filter: leadFilterSchema,
});
export const viewSchema = z.object({ ...viewInputSchema.shape, id: z.uuid(), userId: z.uuid() });
export type View = z.infer<typeof viewSchema>;
