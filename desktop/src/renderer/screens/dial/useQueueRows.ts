import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Lead } from "#shared/leads";
import { queries } from "../../api/queries.ts";
import type { Dialing } from "../../dial/dialState.ts";
import { useWaitingCalls } from "../../dial/dialStore.ts";
import { queueRows, type QueueRows } from "../../dial/queueRows.ts";

/** How often the look ahead is renewed (ms), and how often while it runs short. */
const LOOK_EVERY_MS = 60_000;
const LOOK_AGAIN_MS = 10_000;
const SHORT_BELOW = 10;

/**
 * Who stands in the queue: those held, then the leads of the list that come after them. The latter are a
 * look, no claim: a colleague may take them.
 */
export function useQueueRows(state: Dialing): readonly Lead[] {
  const { session } = state;
  const { held, taking } = session;
  const waiting = useWaitingCalls();
  const queue = useQuery({
    ...queries.queue(session.list?.id ?? ""),
    enabled: session.list !== null,
    refetchInterval: (query) => {
      const left = query.state.data?.leads.length ?? 0;
      return left < SHORT_BELOW && (session.remaining?.callable ?? 0) > left
        ? LOOK_AGAIN_MS
        : LOOK_EVERY_MS;
    },
  });
  const callingId = state.kind === "calling" ? state.call.lead.id : null;
  const now = useMemo(() => {
    const called = new Set(waiting.map(({ call }) => call.leadId));
    if (callingId !== null) called.add(callingId);
    const first = held.map(({ lead }) => lead);
    const ahead = (queue.data ?? []).filter(
      ({ id }) => !called.has(id) && !first.some((each) => each.id === id),
    );
    const isListed = taking === null || ahead.some(({ id }) => id === taking.id);
    return {
      turn: `${session.id} ${session.calls} ${callingId}`,
      lookedAtMs: queue.dataUpdatedAt,
      leads: [...first, ...(isListed ? [] : [taking]), ...ahead],
      called,
    };
  }, [
    queue.data,
    queue.dataUpdatedAt,
    held,
    taking,
    waiting,
    callingId,
    session.id,
    session.calls,
  ]);
  const [last, setLast] = useState<{ from: typeof now; queue: QueueRows } | null>(null);
  if (last?.from === now) return last.queue.rows;
  const next = queueRows(last?.queue ?? null, now);
  setLast({ from: now, queue: next });
  return next.rows;
}
