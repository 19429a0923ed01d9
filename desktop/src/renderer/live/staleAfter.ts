import type { QueryKey } from "@tanstack/react-query";
import { LIVE_KINDS, liveKindSchema, type LiveKind } from "#shared/live";

/** What is to be fetched anew where it is shown: at once after a while of quiet, and at most once in `everyMs`. */
export interface Stale {
  readonly key: QueryKey;
  readonly everyMs: number;
}

/** What somebody looks at and nobody changes often. */
const SOON = 250;
/** Rows of many leads: on a busy floor one of them changes all the time. */
const ROWS = 1_000;
/** What counts what others do. */
const COUNTS = 5_000;
/** The look at leads that come later. */
const LOOK_AHEAD = 15_000;

type Keys = (about: {
  readonly entityId: string | null;
  readonly userId: string;
}) => readonly Stale[];

const soon = (...keys: readonly QueryKey[]) => keys.map((key) => ({ key, everyMs: SOON }));
const theLead = (id: string | null): QueryKey => (id === null ? ["lead"] : ["lead", id]);

/** Which queries (api/queries.ts) an event of each kind makes stale. */
const STALE_AFTER: Record<LiveKind, Keys> = {
  member: ({ entityId, userId }) =>
    entityId === null || entityId === userId ? soon(["me"], ["members"]) : soon(["members"]),
  organization: () => soon(["me"]),
  invitations: () => soon(["invitations"]),
  flags: () => soon(["flags"]),
  playbook: () => soon(["playbook"]),
  lead: ({ entityId }) => [
    ...soon(theLead(entityId)),
    { key: ["leads"], everyMs: ROWS },
    { key: ["lists"], everyMs: COUNTS },
    { key: ["queue"], everyMs: LOOK_AHEAD },
  ],
  leads: () => [
    ...soon(["lead"]),
    { key: ["leads"], everyMs: ROWS },
    { key: ["lists"], everyMs: ROWS },
    { key: ["queue"], everyMs: ROWS },
    { key: ["custom-fields"], everyMs: COUNTS },
  ],
  lists: () => [
    { key: ["lists"], everyMs: ROWS },
    { key: ["leads"], everyMs: ROWS },
    { key: ["queue"], everyMs: ROWS },
  ],
  views: () => soon(["views"]),
  do_not_call: () => [
    ...soon(["do-not-call"], ["lead"]),
    { key: ["leads"], everyMs: ROWS },
    { key: ["lists"], everyMs: ROWS },
    { key: ["queue"], everyMs: ROWS },
  ],
  call: ({ entityId }) => [
    ...soon(theLead(entityId)),
    { key: ["calls"], everyMs: COUNTS },
    { key: ["day-numbers"], everyMs: COUNTS },
  ],
  tasks: ({ entityId }) => soon(["tasks"], ...(entityId === null ? [] : [theLead(entityId)])),
  audit: () => [{ key: ["audit"], everyMs: ROWS }],
  deliveries: () => [{ key: ["deliveries"], everyMs: ROWS }],
  job: () => soon(["jobs"]),
  billing: () => soon(["billing"], ["me"]),
  service: () => soon(["service"]),
};

/** What an event makes stale for somebody; nothing where its kind is not known here. */
export function staleAfter(
  about: string,
  entityId: string | null,
  userId: string,
): readonly Stale[] {
  const kind = liveKindSchema.safeParse(about).data;
  return kind === undefined ? [] : STALE_AFTER[kind]({ entityId, userId });
}

/**
 * What one's own call makes stale at once, when it has ended and is saved. The look at leads that come later is not
 * asked again: the lead is taken out of it.
 */
export function staleAfterOwnCall(leadId: string, userId: string): readonly Stale[] {
  const told = (["call", "lead", "tasks"] as const).flatMap((kind) =>
    STALE_AFTER[kind]({ entityId: leadId, userId }),
  );
  const keys = new Map(told.map(({ key }) => [String(key), key]));
  keys.delete("queue");
  return [...keys.values()].map((key) => ({ key, everyMs: 0 }));
}

const TOLD = new Set(
  LIVE_KINDS.flatMap((kind) => STALE_AFTER[kind]({ entityId: null, userId: "" })).map(
    ({ key }) => key[0],
  ),
);

/** Whether the live line tells when a query becomes stale. */
export const isTold = (key: QueryKey): boolean => TOLD.has(key[0]);

/** All that any event makes stale. */
export function allStale(userId: string): readonly Stale[] {
  const all = LIVE_KINDS.flatMap((kind) => STALE_AFTER[kind]({ entityId: null, userId }));
  return [...new Map(all.map(({ key }) => [String(key[0]), { key, everyMs: SOON }])).values()];
}
