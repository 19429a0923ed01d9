import type { Client } from "pg";
import { z } from "zod";
import type { Outcome } from "#shared/outcomes";
import type { Ledger, LedgerCall } from "./Ledger.ts";

/** Something that must not be found, with how often it was and some of the cases. */
export interface Finding {
  readonly name: string;
  readonly count: number;
  readonly cases: readonly string[];
}

/** What was found: of `guarantees` nothing may be, of `remarks` the fewer the better. */
export interface Judgement {
  readonly guarantees: readonly Finding[];
  readonly remarks: readonly Finding[];
}

const CASES_SHOWN = 5;
/** A desktop's clock is set by the Worker's answers, and off by what those took (ms). */
const CLOCK_TOLERANCE_MS = 5_000;

const callRowSchema = z.object({
  id: z.string(),
  lead_id: z.string(),
  user_id: z.string(),
  phone: z.string(),
  started_at: z.date(),
  ended_at: z.date().nullable(),
  outcome: z.string().nullable(),
  notes: z.string(),
  /** When the permit was given that it began under. */
  issued_at: z.date().nullable(),
});
type CallRow = z.infer<typeof callRowSchema>;

/** Looks through the database and the ledger for anything that a floor must not do. */
export async function judgeFloor(options: {
  database: Client;
  organizationId: string;
  ledger: Ledger;
  outcomes: readonly Outcome[];
  /** Calls that the Worker will not take, with the code. */
  refused: readonly { readonly callId: string; readonly code: string }[];
}): Promise<Judgement> {
  const { database, organizationId, ledger, outcomes, refused } = options;
  const read = await database.query(
    `select c.id, c.lead_id, c.user_id, c.phone, c.started_at, c.ended_at, c.outcome, c.notes, p.issued_at
     from public.calls c left join public.permits p on p.id = c.permit_id
     where c.organization_id = $1 and not c.is_practice order by c.lead_id, c.started_at`,
    [organizationId],
  );
  const calls = z.array(callRowSchema).parse(read.rows);
  const ids = async (sql: string) => {
    const { rows } = await database.query(sql, [organizationId]);
    return z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id);
  };
  const twice = findCalledTwice(calls, ledger, outcomes);
  const guarantees = [
    finding("no lead is called twice", twice.known),
    finding(
      "no call is lost",
      findLost(calls, ledger, new Set(refused.map(({ callId }) => callId))),
    ),
    finding(
      "no call is refused",
      refused.map(({ callId, code }) => `${callId}: ${code}`),
    ),
    finding(
      "no call outside hours",
      await ids(
        `select c.id from public.calls c left join public.permits p on p.id = c.permit_id
         where c.organization_id = $1 and not c.is_practice
           and extract(hour from c.started_at at time zone p.time_zone) not between 8 and 20`,
      ),
    ),
    finding(
      "no call without a live permit",
      await ids(
        `select c.id from public.calls c
         left join public.permits p on p.id = c.permit_id and p.lead_id = c.lead_id and p.user_id = c.user_id
           and c.started_at >= p.issued_at - interval '${CLOCK_TOLERANCE_MS} milliseconds'
           and c.started_at < p.expires_at and (p.revoked_at is null or c.started_at < p.revoked_at)
         where c.organization_id = $1 and not c.is_practice and p.id is null`,
      ),
    ),
    finding(
      "no call to a number not to be called",
      calls
        .filter(({ phone, started_at }) => {
          const sinceMs = ledger.doNotCall.get(phone);
          return sinceMs !== undefined && started_at.getTime() > sinceMs + CLOCK_TOLERANCE_MS;
        })
        .map(({ id, phone }) => `${id} to ${phone}`),
    ),
    finding(
      "no claim is left",
      await ids(
        `select c.lead_id as id from public.claims c
         where c.organization_id = $1 and c.expires_at > private.clock()`,
      ),
    ),
  ];
  // A permit that has lapsed unheard of frees its lead: nobody can know of a call that nobody was told.
  const remarks = [
    finding("called again, as a desktop that was cut off told too late", twice.untold),
  ];
  return { guarantees, remarks };
}

const finding = (name: string, cases: readonly string[]): Finding => ({
  name,
  count: cases.length,
  cases: cases.slice(0, CASES_SHOWN),
});

/** What the reps say they did and the database does not, or not so; and the other way round. */
function findLost(
  calls: readonly CallRow[],
  ledger: Ledger,
  refused: ReadonlySet<string>,
): string[] {
  const rows = new Map(calls.map((row) => [row.id, row]));
  const lost = [...ledger.calls.values()].flatMap(({ callId, userId, call }) => {
    const row = rows.get(callId);
    if (refused.has(callId)) return [];
    if (row === undefined) return [`${callId} is missing`];
    const wrong = [
      row.user_id === userId ? "" : "rep",
      row.lead_id === call.leadId ? "" : "lead",
      row.started_at.getTime() === Date.parse(call.startedAt) ? "" : "beginning",
      (row.ended_at?.getTime() ?? null) === (call.endedAt && Date.parse(call.endedAt)) ? "" : "end",
      row.outcome === call.outcome ? "" : "outcome",
      row.notes === call.notes ? "" : "notes",
    ].filter((what) => what !== "");
    return wrong.length === 0 ? [] : [`${callId} has another ${wrong.join(", ")}`];
  });
  const invented = calls.filter(({ id }) => !ledger.calls.has(id));
  return [...lost, ...invented.map(({ id }) => `${id} was never made`)];
}

/**
 * Pairs of calls to one lead of which the later one came before the earlier one allowed it. `untold`: the Worker
 * did not know of the earlier one yet when it gave leave for the later one, because its desktop was cut off.
 */
function findCalledTwice(
  calls: readonly CallRow[],
  ledger: Ledger,
  outcomes: readonly Outcome[],
): { known: string[]; untold: string[] } {
  const found = { known: [] as string[], untold: [] as string[] };
  for (const [index, later] of calls.entries()) {
    const earlier = calls[index - 1];
    if (earlier?.lead_id !== later.lead_id) continue;
    const told = ledger.calls.get(earlier.id);
    const allowedMs = allowsAgainMs(earlier, told, outcomes);
    const isWanted = ledger.calls.get(later.id)?.isTaken === true;
    const mayFromMs = isWanted ? (earlier.ended_at?.getTime() ?? Infinity) : allowedMs;
    if (later.started_at.getTime() + CLOCK_TOLERANCE_MS >= mayFromMs) continue;
    if (isPromised(later, calls, ledger)) continue;
    const leaveMs = (later.issued_at ?? later.started_at).getTime();
    const isUntold = told?.knownMs == null || told.knownMs > leaveMs;
    const at = (when: Date | null) => when?.toISOString().slice(11, 19) ?? "?";
    found[isUntold ? "untold" : "known"].push(
      `lead ${later.lead_id}: ${at(earlier.started_at)}–${at(earlier.ended_at)} ${earlier.outcome} ` +
        `(${earlier.id}), then ${at(later.started_at)} (${later.id}${isWanted ? ", by name" : ""})`,
    );
  }
  return found;
}

/** Whether an earlier call had promised this one: whatever came between, promises are kept. */
function isPromised(later: CallRow, calls: readonly CallRow[], ledger: Ledger): boolean {
  return calls.some(({ id, lead_id, started_at }) => {
    const dueAt = ledger.calls.get(id)?.call.callback?.dueAt;
    return (
      dueAt !== undefined &&
      lead_id === later.lead_id &&
      started_at < later.started_at &&
      Date.parse(dueAt) <= later.started_at.getTime() + CLOCK_TOLERANCE_MS
    );
  });
}

/** From when on a lead may be called again after a call (ms since 1970). */
function allowsAgainMs(
  call: CallRow,
  told: LedgerCall | undefined,
  outcomes: readonly Outcome[],
): number {
  const outcome = outcomes.find(({ key }) => key === call.outcome);
  if (call.ended_at === null || outcome === undefined) return Infinity;
  switch (outcome.afterwards) {
    case "again":
      return call.ended_at.getTime() + (outcome.retryAfterMinutes ?? 0) * 60_000;
    case "callback":
      return Date.parse(told?.call.callback?.dueAt ?? call.ended_at.toISOString());
    case "finished":
    case "never":
      return Infinity;
    default:
      return outcome.afterwards satisfies never;
  }
}
