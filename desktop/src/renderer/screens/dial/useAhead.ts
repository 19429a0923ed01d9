import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Lead } from "#shared/leads";
import { queries } from "../../api/queries.ts";
import type { Dialing } from "../../dial/dialState.ts";
import { useWaitingCalls } from "../../dial/dialStore.ts";

/** How often the look ahead is renewed (ms), and how often while it runs short. */
const LOOK_EVERY_MS = 60_000;
const LOOK_AGAIN_MS = 10_000;
const SHORT_BELOW = 10;

/** The leads of the list that come after those held. A look, no claim: a colleague may take them. */
export function useAhead(state: Dialing): readonly Lead[] {
  const { session } = state;
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
  return useMemo(() => {
    const elsewhere = new Set([
      ...session.held.map(({ lead }) => lead.id),
      ...waiting.map(({ call }) => call.leadId),
      callingId,
    ]);
    return (queue.data ?? []).filter(({ id }) => !elsewhere.has(id));
  }, [queue.data, session.held, waiting, callingId]);
}
