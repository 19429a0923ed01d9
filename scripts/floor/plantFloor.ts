import { randomUUID } from "node:crypto";
import { fictionalLead } from "../scale/fictionalLead.ts";
import { seedLeads, seedList, type SeededLead } from "../scale/seedLeads.ts";
import type { Scale } from "../scale/startScale.ts";

/** The floor's hour begins when New York has its last calling hour; Kolkata opens in the middle of it. */
export const FLOOR_STARTS_AT = new Date("2026-12-02T01:20:00Z");

/** Zones of the leads, and how many of a hundred leads are in each. */
const ZONES: readonly (readonly [string | null, number])[] = [
  ["America/New_York", 20],
  ["America/Chicago", 20],
  ["America/Denver", 15],
  ["America/Los_Angeles", 15],
  ["Pacific/Honolulu", 10],
  ["Asia/Kolkata", 10],
  ["Europe/London", 7],
  [null, 3],
];
const SHARED_LISTS = 5;
/** How much of all leads is in one shared list; they overlap. */
const SHARED_SHARE = 0.25;
const OWN_LIST_LEADS = 400;
const OWNED_SHARE = 0.2;
const DO_NOT_CALL_SHARE = 0.01;
const CALLBACKS_PER_REP = 2;
const HOUR_MS = 3_600_000;

export interface PlantedList {
  readonly id: string;
  readonly name: string;
  readonly leadIds: readonly string[];
}

/** What a floor begins with. */
export interface PlantedFloor {
  readonly leads: readonly SeededLead[];
  /** The list of each rep, in the reps' order: every other one shares theirs with colleagues. */
  readonly listOfRep: readonly PlantedList[];
  readonly shared: readonly PlantedList[];
  /** Numbers not to be called from the beginning. */
  readonly doNotCall: readonly string[];
}

/** Plants leads of many zones and owners, overlapping lists, numbers not to be called, and promised callbacks. */
export async function plantFloor(
  scale: Scale,
  options: { leads: number; random: () => number },
): Promise<PlantedFloor> {
  const { database, organizationId, manager, reps } = scale;
  const { random } = options;
  const leads = Array.from({ length: options.leads }, (_, index) => ({
    ...fictionalLead(index, random),
    id: randomUUID(),
    timeZone: chooseZone(random()),
    ownerId: random() < OWNED_SHARE ? pick(reps, random).id : null,
  }));
  await seedLeads(database, organizationId, leads);
  const doNotCall = leads.filter(() => random() < DO_NOT_CALL_SHARE).map(({ phone }) => phone);
  await database.query(
    "insert into public.do_not_call_numbers (organization_id, phone) select $1, unnest($2::text[])",
    [organizationId, doNotCall],
  );

  const plantList = async (name: string, count: number): Promise<PlantedList> => {
    const leadIds = new Set<string>();
    while (leadIds.size < Math.min(count, leads.length)) leadIds.add(pick(leads, random).id);
    const list = { organizationId, name, createdBy: manager.id, leadIds: [...leadIds] };
    return { id: await seedList(database, list), name, leadIds: list.leadIds };
  };
  const shared: PlantedList[] = [];
  for (let index = 0; index < SHARED_LISTS; index += 1)
    shared.push(await plantList(`Shared ${index + 1}`, Math.ceil(options.leads * SHARED_SHARE)));
  const listOfRep: PlantedList[] = [];
  for (const index of reps.keys())
    listOfRep.push(
      index % 2 === 0 ? pick(shared, random) : await plantList(`Own ${index + 1}`, OWN_LIST_LEADS),
    );

  const promised = new Set<string>();
  const callbacks = reps.flatMap((rep, index) =>
    Array.from({ length: CALLBACKS_PER_REP }, (_, turn) => {
      const leadId = pick(listOfRep[index]?.leadIds ?? [], random);
      return {
        id: randomUUID(),
        lead_id: leadId,
        user_id: turn === 0 ? rep.id : null,
        due_at: new Date(FLOOR_STARTS_AT.getTime() + random() * HOUR_MS).toISOString(),
      };
    }).filter(({ lead_id }) => !promised.has(lead_id) && promised.add(lead_id)),
  );
  await database.query(
    `insert into public.tasks (id, organization_id, kind, lead_id, user_id, text, due_at)
     select id, $1, 'callback', lead_id, user_id, 'As promised', due_at
     from jsonb_to_recordset($2) as r (id uuid, lead_id uuid, user_id uuid, due_at timestamptz)`,
    [organizationId, JSON.stringify(callbacks)],
  );
  return { leads, listOfRep, shared, doNotCall };
}

function chooseZone(at: number): string | null {
  let left = at * 100;
  const found = ZONES.find(([, share]) => (left -= share) < 0);
  return found?.[0] ?? null;
}

function pick<T>(from: readonly T[], random: () => number): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new RangeError("There is nothing to pick from.");
  return found;
}
