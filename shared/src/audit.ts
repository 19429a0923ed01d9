import { z } from "zod";
import { timestamp } from "./text.ts";

/** One line of the audit trail: who did what to what, and when. It is never changed. */
export const auditLineSchema = z.object({
  /** Its number; later lines have higher ones. */
  id: z.string(),
  at: timestamp,
  /** Null: the service itself, or somebody who changed it past the product. */
  actorId: z.uuid().nullable(),
  actorEmail: z.string().nullable(),
  /** `app`, `database`, or the webhook by which it came. */
  via: z.string(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string().nullable(),
  /** What the thing was called then. */
  label: z.string().nullable(),
  /** What changed, by column: before and after. */
  changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
});
export type AuditLine = z.infer<typeof auditLineSchema>;
