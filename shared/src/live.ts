import { z } from "zod";
import { roleSchema } from "./roles.ts";
import { timestamp } from "./text.ts";

/**
 * The subprotocol of the live line. The ticket travels as a second one (`ticket.<secret>`), because a page can set
 * no header of a WebSocket; the Worker answers with this one alone.
 */
export const LIVE_PROTOCOL = "salespulse.live.v1";
export const TICKET_PREFIX = "ticket.";

/** What screens may have to show anew. Installed desktops outlive deployments: they pass over kinds they do not know. */
export const LIVE_KINDS = [
  /** The caller's role, name or organization: the person `entityId`. */
  "member",
  "organization",
  "invitations",
  /** Feature flags: what they say for some or all. */
  "flags",
  /** Outcomes, scripts, objections, SIM lines, goals. */
  "playbook",
  /** One lead. */
  "lead",
  /** Many leads at once. */
  "leads",
  "lists",
  "views",
  "do_not_call",
  /** A call of the lead `entityId` was saved. */
  "call",
  "tasks",
  "audit",
  /** Mails and webhooks: what arrived, failed or waits. */
  "deliveries",
  /** An export or erasure: the job `entityId` went on. */
  "job",
  /** The plan, what it allows, subscription and invoices. */
  "billing",
  /** The operators' own: organizations, service settings, prices. */
  "service",
] as const;
export const liveKindSchema = z.enum(LIVE_KINDS);
export type LiveKind = z.infer<typeof liveKindSchema>;

/** A place in the order of all events: `<transaction>.<number>`. */
export const livePositionSchema = z
  .string()
  .regex(/^[0-9]{1,20}\.[0-9]{1,19}$/, { abort: true })
  // As far as the database counts both: reading from a place beyond fails, for all lines of a hub.
  .refine((position) => {
    const [xid, id] = partsOf(position);
    return xid < 2n ** 64n && id < 2n ** 63n;
  }, "is no place");

/** Asks for a ticket: the desktop's version, to be told when it is too old. */
export const ticketRequestSchema = z.strictObject({
  version: z.string().regex(/^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$/, "is no version"),
});

/** Leave to open one live line, once, until it lapses. */
export const ticketSchema = z.object({
  /** Where to connect (`wss:`). */
  url: z.string(),
  ticket: z.string(),
  expiresAt: timestamp,
});
export type Ticket = z.infer<typeof ticketSchema>;

/** What a desktop says, once, when its line is open: the last place it heard of; null where it has just begun. */
export const liveHelloSchema = z.strictObject({
  kind: z.literal("hello"),
  after: livePositionSchema.nullable(),
});

/** That something changed. */
export const liveEventSchema = z.object({
  position: livePositionSchema,
  /** A `LiveKind`, or one that a later version adds. */
  about: z.string(),
  entityId: z.uuid().nullable(),
});
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** What a desktop hears. */
export const liveMessageSchema = z.discriminatedUnion("kind", [
  /** The line stands. `missed`: what came after the place it named is no longer kept; all may be stale. */
  z.object({ kind: z.literal("welcome"), position: livePositionSchema, missed: z.boolean() }),
  /** In their order; as many as were read at once. */
  z.object({ kind: z.literal("events"), events: z.array(liveEventSchema).min(1) }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;

/** An event as the database tells it, with who may hear of it. */
export const storedLiveEventSchema = z.object({
  position: livePositionSchema,
  kind: z.string(),
  entityId: z.uuid().nullable(),
  userId: z.uuid().nullable(),
  leastRole: roleSchema.nullable(),
});
export type StoredLiveEvent = z.infer<typeof storedLiveEventSchema>;

/** Orders two places: negative where `a` is before `b`, 0 where they are the same. */
export function comparePositions(a: string, b: string): number {
  const [aXid, aId] = partsOf(a);
  const [bXid, bId] = partsOf(b);
  const difference = aXid === bXid ? aId - bId : aXid - bXid;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function partsOf(position: string): readonly [bigint, bigint] {
  const [xid = "0", id = "0"] = position.split(".");
  return [BigInt(xid), BigInt(id)];
}
