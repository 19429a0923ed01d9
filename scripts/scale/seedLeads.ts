import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { FictionalLead } from "./fictionalLead.ts";

const ROWS_PER_STATEMENT = 5_000;

/** A lead as it is put into the database, without the Worker. */
export interface SeededLead extends Omit<FictionalLead, "timeZone"> {
  readonly id: string;
  readonly timeZone: string | null;
  readonly ownerId: string | null;
}

/** Writes leads past the Worker, many at a time; the database's own triggers run. */
export async function seedLeads(
  database: Client,
  organizationId: string,
  leads: readonly SeededLead[],
): Promise<void> {
  for (let from = 0; from < leads.length; from += ROWS_PER_STATEMENT) {
    await database.query(
      `insert into public.leads (id, organization_id, owner_id, name, title, company, phone, phone_original, email,
         city, state, postal_code, time_zone, time_zone_source, score)
       select id, $1, "ownerId", name, title, company, phone, phone, email, city, state, "postalCode", "timeZone",
         case when "timeZone" is not null then 'postal_code' end, score
       from jsonb_to_recordset($2) as r (id uuid, "ownerId" uuid, name text, title text, company text, phone text,
         email text, city text, state text, "postalCode" text, "timeZone" text, score integer)`,
      [organizationId, JSON.stringify(leads.slice(from, from + ROWS_PER_STATEMENT))],
    );
  }
  await database.query("analyze public.leads");
}

/** Makes a list of leads that are there, to be called in the order given. Answers its id. */
export async function seedList(
  database: Client,
  options: { organizationId: string; name: string; createdBy: string; leadIds: readonly string[] },
): Promise<string> {
  const { organizationId, name, createdBy, leadIds } = options;
  const listId = randomUUID();
  await database.query(
    "insert into public.lead_lists (id, organization_id, name, created_by) values ($1, $2, $3, $4)",
    [listId, organizationId, name, createdBy],
  );
  await database.query(
    `insert into public.list_leads (list_id, lead_id, organization_id, position)
     select $1, lead, $2, place from unnest($3::uuid[]) with ordinality as l (lead, place)`,
    [listId, organizationId, leadIds],
  );
  await database.query("analyze public.list_leads");
  return listId;
}
