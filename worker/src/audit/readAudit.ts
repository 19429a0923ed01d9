import { auditLineSchema } from "#shared/audit";
import type { Answer, Api, Parsed } from "#shared/api";
import { timestamp } from "#shared/text";
import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";

const rowSchema = z
  .object({
    id: z.number().int(),
    at: timestamp,
    actor_id: z.uuid().nullable(),
    actor_email: z.string().nullable(),
    via: z.string(),
    action: z.string(),
    entity: z.string(),
    entity_id: z.string().nullable(),
    label: z.string().nullable(),
    changes: auditLineSchema.shape.changes,
  })
  .transform(({ id, actor_id, actor_email, entity_id, ...row }) => ({
    ...row,
    id: String(id),
    actorId: actor_id,
    actorEmail: actor_email,
    entityId: entity_id,
  }));

/** A page of a trail: the service's, or that of the caller's organisation. The database asks whether they may. */
export async function readAudit(
  db: Database,
  ofService: boolean,
  { query }: Parsed<Api["listAudit"]>,
): Promise<Answer<Api["listAudit"]>> {
  const result = await db.rpc("find_audit", {
    of_service: ofService,
    search: query.search ?? null,
    of_entity: query.entity ?? null,
    of_actor: query.actorId ?? null,
    since: query.since ?? null,
    until: query.until ?? null,
    before: query.cursor ?? null,
    most: query.limit + 1,
  });
  const rows = parseRows(result, rowSchema);
  const lines = rows.slice(0, query.limit);
  const last = lines.at(-1);
  return { lines, nextCursor: rows.length > query.limit && last ? last.id : null };
}
