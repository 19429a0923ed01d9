import { z } from "zod";
import { timestamp } from "./text.ts";

const count = z.int().default(0);

/** What an export brought out. */
const exportReceiptSchema = z.object({
  tables: z.array(z.object({ table: z.string(), rows: z.int() })).default([]),
  /** The archive's size (bytes). */
  bytes: count,
});

/** What an erasure took away, by kind. Never whom it was about. */
const erasureReceiptSchema = z.object({
  leads: count,
  /** Calls that are kept and tell of nobody. */
  callsForgotten: count,
  /** Calls that had not ended. */
  callsDeleted: count,
  tasks: count,
  listPlaces: count,
  permits: count,
  mails: count,
  /** Texts elsewhere in which the address or the number was blanked. */
  mentions: count,
  /** Exports made before, whose files went with it. */
  exports: count,
  neverCallAgain: z.boolean().default(false),
});
export type ErasureReceipt = z.infer<typeof erasureReceiptSchema>;

const jobFields = z.object({
  id: z.uuid(),
  status: z.enum(["running", "done", "failed"]),
  /** Of `total`; zero of zero while it is not measured yet. */
  done: z.int(),
  total: z.int(),
  requestedByName: z.string(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
  /** Why it was given up, or what the last try failed by. */
  error: z.string().nullable(),
  /** Failed tries of the step it is at. */
  attempts: z.int(),
});

/** Work that takes longer than a request. */
export const jobSchema = z.discriminatedUnion("kind", [
  jobFields.extend({
    kind: z.literal("export"),
    receipt: exportReceiptSchema,
    /** When its files go; null while it runs. */
    expiresAt: timestamp.nullable(),
    /** Whether there is something to download. */
    isReady: z.boolean(),
  }),
  jobFields.extend({ kind: z.literal("erasure"), receipt: erasureReceiptSchema }),
]);
export type Job = z.infer<typeof jobSchema>;

/** How big an export would be about. */
export const exportSizeSchema = z.object({
  tables: z.array(z.object({ table: z.string(), holds: z.string(), rows: z.int() })),
  /** Before packing. */
  bytes: z.int(),
});

/** Whom an erasure is about, as typed: a mail address or a phone number. */
export const erasureSubject = z.string().trim().min(1, "must not be empty").max(254);

/** What an erasure would take. */
export const erasurePreviewSchema = z.object({
  leads: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      company: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string(),
    }),
  ),
  calls: z.int(),
  tasks: z.int(),
  listPlaces: z.int(),
  permits: z.int(),
  mails: z.int(),
  mentions: z.int(),
  /** A rep has one of the leads in hand just now. */
  isHeld: z.boolean(),
  isOnDoNotCall: z.boolean(),
  /** When the same was searched for and erased before. */
  erasedBefore: z.array(timestamp),
  /** What is searched for as we understand it: to be typed again. */
  confirmation: z.string(),
});
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>;
