import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Lead } from "#shared/leads";
import { callApi } from "../../api/callApi.ts";
import { LEADS_PAGE, queries, type WantedLeads } from "../../api/queries.ts";
import { useSettled } from "../../app/useSettled.ts";

/** How many rows beyond those in sight are there before one scrolls to them. */
const AHEAD = 100;
/** How long the table stands still until its place is asked for (ms): a drag passes over places without number. */
const REST_MS = 60;
/** How many leads a range asks for at once. */
const RANGE_STEP = 900;

/** The rows of a table of leads, by their place. */
export interface LeadRows {
  /** What these are the rows of: what was wanted before, until the first of what is wanted now have come. */
  readonly of: WantedLeads;
  /** How many there are, as far as that is known. */
  readonly count: number;
  /** The lead at a place, undefined while it has not come. */
  readonly at: (index: number) => Lead | undefined;
  /** Tells which places are in sight, the last one included. */
  readonly onSight: (first: number, last: number) => void;
  /** The ids of the leads from one place to another, both included. @throws AppError */
  readonly idsOf: (from: number, to: number) => Promise<string[]>;
  /** Why some rows in sight did not come, and how to ask again. */
  readonly failure: { readonly error: unknown; readonly retry: () => void } | null;
}

/**
 * Fetches the rows in sight, page by page; null until the first ones are there. `total` is how many there are in
 * all: counted once those are on screen, and until then what it was before.
 */
export function useLeadRows(wanted: WantedLeads): {
  readonly rows: LeadRows | null;
  readonly total: number | undefined;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const client = useQueryClient();
  const first = useQuery(queries.leadsPage(wanted, 0));
  const { search = "", listId = null, filter = [] } = wanted;
  const whole = first.data?.nextCursor === null ? first.data.leads.length : undefined;
  const counted = useQuery({
    ...queries.countLeads({ search, listId, filter }),
    enabled: first.data !== undefined && whole === undefined,
    placeholderData: (before) => before,
  });
  const [held, hold] = useState<WantedLeads | null>(null);
  if (first.data && held !== wanted) hold(wanted);
  const of = first.data ? wanted : held;

  const [sight, setSight] = useState({ of, from: 0, to: 0 });
  const settled = useSettled(sight, REST_MS);
  const { from, to } = settled.of === of ? settled : { from: 0, to: 0 };
  const pages = useQueries({
    queries:
      of === null
        ? []
        : Array.from({ length: to - from + 1 }, (_, index) => queries.leadsPage(of, from + index)),
  });

  const at = useCallback(
    (index: number) =>
      of === null
        ? undefined
        : client.getQueryData(queries.leadsPage(of, Math.floor(index / LEADS_PAGE)).queryKey)
            ?.leads[index % LEADS_PAGE],
    // The cache is read as the pages come.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [client, of, pages.map(({ dataUpdatedAt }) => dataUpdatedAt).join()],
  );
  const onSight = useCallback(
    (top: number, bottom: number) => {
      const next = {
        of,
        from: Math.floor(Math.max(0, top - AHEAD) / LEADS_PAGE),
        to: Math.floor((bottom + AHEAD) / LEADS_PAGE),
      };
      setSight((now) =>
        now.of === of && now.from === next.from && now.to === next.to ? now : next,
      );
    },
    [of],
  );
  const idsOf = useCallback(
    async (one: number, other: number) => {
      const there = Array.from({ length: other - one + 1 }, (_, index) => at(one + index)?.id);
      const ids = there.filter((id) => id !== undefined);
      if (of === null || ids.length === there.length) return ids;
      ids.length = 0;
      for (let skip = one; skip <= other; skip += RANGE_STEP) {
        const limit = Math.min(RANGE_STEP, other - skip + 1);
        const { leads } = await callApi("findLeads", { body: { ...of, skip, limit } });
        ids.push(...leads.map(({ id }) => id));
      }
      return ids;
    },
    [at, of],
  );

  const loaded = of === null ? undefined : client.getQueryData(queries.leadsPage(of, 0).queryKey);
  const failed = pages.find(({ isError, data }) => isError && data === undefined);
  const known = counted.isPlaceholderData ? undefined : counted.data;
  const inFirst = loaded?.leads.length ?? 0;
  const rows: LeadRows | null =
    of === null || loaded === undefined
      ? null
      : {
          of,
          count: loaded.nextCursor === null ? inFirst : Math.max(known ?? 0, inFirst),
          at,
          onSight,
          idsOf,
          failure: failed ? { error: failed.error, retry: () => void failed.refetch() } : null,
        };
  return {
    rows,
    total: whole ?? counted.data,
    error: first.error,
    retry: () => void first.refetch(),
  };
}
