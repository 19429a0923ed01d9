import type { QueryClient } from "@tanstack/react-query";
import { queries } from "../api/queries.ts";
import type { DialState } from "../dial/dialState.ts";
import { askSync, useDial } from "../dial/dialStore.ts";
import { asksSync } from "./asksSync.ts";
import { createPacedRefresh } from "./createPacedRefresh.ts";
import { startLine } from "./liveLine.ts";
import { allStale, staleAfter, staleAfterOwnCall, type Stale } from "./staleAfter.ts";

/** The dial session's own exchange with the Worker, paced like what is fetched. */
const SYNC: Stale = { key: ["dial session"], everyMs: 2_000 };
const PLAYBOOK = queries.playbook.queryKey[0];

export interface ChangesFollowed {
  /** An ended call of one's own is saved: shown at once, whatever becomes of the live line. */
  ownCallSaved(leadId: string): void;
  stop(): void;
}

/** Keeps what is on the screen of somebody as the service has it. */
export function followChanges(queryClient: QueryClient, userId: string): ChangesFollowed {
  /** Stale, and not fetched as long as a call runs: an outcome would change its key under the rep's finger. */
  let afterCall: Stale | null = null;

  async function refresh(stale: Stale): Promise<void> {
    if (stale === SYNC) {
      askSync();
      return;
    }
    if (stale.key[0] === PLAYBOOK && useDial.getState().kind === "calling") {
      afterCall = stale;
      return;
    }
    // What nobody looks at is fetched when somebody does.
    const refetchType = document.visibilityState === "hidden" ? "none" : "active";
    await queryClient.invalidateQueries({ queryKey: stale.key, refetchType });
  }

  const paced = createPacedRefresh({
    refresh,
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    nowMs: Date.now,
    random: Math.random,
  });
  const ask = (stale: readonly Stale[]) =>
    paced.ask(
      stale.filter(({ key }) => queryClient.getQueryCache().find({ queryKey: key, exact: false })),
    );

  const endLine = startLine({
    onChanged: (about, entityId) => {
      const dial = useDial.getState();
      if (asksSync(about, entityId, dial)) paced.ask([SYNC]);
      // What is typed in a running call is its own rep's to know already.
      if (about === "call" && entityId === leadInCall(dial)) return;
      ask(staleAfter(about, entityId, userId));
    },
    onAllStale: () => {
      if (useDial.getState().kind !== "idle") paced.ask([SYNC]);
      ask(allStale(userId));
    },
    lookWhoIsIn: () => void queryClient.invalidateQueries({ queryKey: queries.me.queryKey }),
  });
  const unwatch = useDial.subscribe(({ kind }) => {
    if (afterCall === null || kind === "calling") return;
    paced.ask([afterCall]);
    afterCall = null;
  });
  return {
    ownCallSaved: (leadId) => ask(staleAfterOwnCall(leadId, userId)),
    stop() {
      unwatch();
      endLine();
      paced.stop();
    },
  };
}

const leadInCall = (dial: DialState) => (dial.kind === "calling" ? dial.call.lead.id : null);
