import { z } from "zod";
import { leadSchema, TIME_ZONE_SOURCES } from "./leads.ts";
import { lineOfText, timestamp } from "./text.ts";

/** How long a claim and its permit hold unless the desktop renews them (seconds). */
export const PERMIT_SECONDS = 300;
/** How often a desktop renews what it holds (seconds). */
export const SYNC_EVERY_SECONDS = 60;
/** The most leads a desktop holds at once: the one in front of the rep and the next ones. */
export const MOST_HELD = 5;

/**
 * Leave to call one lead, given to one rep, with the reasons it was given for. A call may begin while
 * it is live: from `issuedAt` until before `expiresAt`.
 */
export const permitSchema = z.object({
  id: z.uuid(),
  leadId: z.uuid(),
  issuedAt: timestamp,
  expiresAt: timestamp,
  /** For a practice lead, which is called nowhere, the hours do not matter. */
  isPractice: z.boolean(),
  timeZone: z.string().nullable(),
  timeZoneSource: z.enum(TIME_ZONE_SOURCES).nullable(),
  /** The lead's clock when the permit was given: `09:12`. */
  localTime: z.string().nullable(),
  /** The do-not-call lists that were looked through, each in its version then: `{"organization": 17}`. */
  listVersions: z.record(z.string(), z.int()),
  /** The consent that was on record; null: none. */
  consent: z.string().nullable(),
});
export type Permit = z.infer<typeof permitSchema>;

/** Why a lead that one holds may not be called now, in the order they are looked for. */
export const PERMIT_REFUSALS = [
  "read_only",
  "address_unproven",
  "do_not_call",
  "no_time_zone",
  "outside_hours",
] as const;
export const permitRefusalSchema = z.enum(PERMIT_REFUSALS);
export type PermitRefusal = z.infer<typeof permitRefusalSchema>;

/** A lead that this session holds: no other rep is offered it. Either a permit or a refusal. */
export const heldLeadSchema = z.object({
  lead: leadSchema,
  permit: permitSchema.nullable(),
  refusal: permitRefusalSchema.nullable(),
  /** The callback for which it came, if it did. */
  callback: z
    .object({
      taskId: z.uuid(),
      dueAt: timestamp,
      text: z.string(),
      /** Promised by this rep; else anyone's. */
      isMine: z.boolean(),
    })
    .nullable(),
  /** When the claim lapses unless it is renewed. */
  heldUntil: timestamp,
});
export type HeldLead = z.infer<typeof heldLeadSchema>;

/**
 * What a desktop says of its session, under an id it chose: what it wants to hold and what it lets go.
 * Said again it changes nothing, so a lost answer is met by saying it again.
 */
export const sessionSyncSchema = z.strictObject({
  /** The list that is dialed; null for single calls from a lead's page. */
  listId: z.uuid().nullable(),
  /** `ended` lets everything go; an ended session does not come back. */
  status: z.enum(["dialing", "paused", "ended"]),
  pauseReason: lineOfText(60).nullable().default(null),
  /** How many leads to hold in all; fewer come where fewer may be called. */
  target: z.int().min(0).max(MOST_HELD),
  /** Leads to let go; a lead in a call is not let go by this. */
  release: z.array(z.uuid()).max(50).default([]),
  /** A lead that the rep chose, to be held beside the others. */
  take: z.uuid().nullable().default(null),
});
export type SessionSync = z.infer<typeof sessionSyncSchema>;

export const sessionStateSchema = z.object({
  /** The Worker's clock, so that the desktop can mend its own. */
  now: timestamp,
  /** Everything the session holds, the next to call first; leads in a call are not among them. */
  held: z.array(heldLeadSchema),
  /** Leads of the list by what may be done with them now; null for single calls. */
  remaining: z
    .object({
      /** Callable now and held by nobody. */
      callable: z.int(),
      /** Would be callable, but not at this hour of theirs. */
      outsideHours: z.int(),
      /** Wait for a rep to confirm their time zone. */
      noTimeZone: z.int(),
      /** Wait for the next attempt or a callback. */
      waiting: z.int(),
      /** When the first lead outside its hours may be called; null where there is none. */
      opensAt: timestamp.nullable(),
    })
    .nullable(),
});
export type SessionState = z.infer<typeof sessionStateSchema>;
