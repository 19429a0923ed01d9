import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { queries } from "../../api/queries.ts";
import { dispatch, useDial } from "../../dial/dialStore.ts";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { DialSkeleton } from "./DialSkeleton.tsx";
import { sessionPlace } from "./sessionPlace.ts";

/**
 * Brings one lead before the rep, to be called: into the session that runs, or into one for it alone.
 * A running call is gone back to instead.
 */
export function DialLeadScreen() {
  const { leadId } = useParams({ from: "/framed/dial/lead/$leadId" });
  const navigate = useNavigate();
  const detail = useQuery(queries.lead(leadId));
  const lead = detail.data?.lead;
  const isTaken = useRef(false);

  useEffect(() => {
    if (isTaken.current) return;
    if (lead) dispatch({ kind: "take", lead, sessionId: crypto.randomUUID() });
    const state = useDial.getState();
    if (state.kind === "idle" || (!lead && state.kind !== "calling")) return;
    isTaken.current = true;
    void navigate({ ...sessionPlace(state.session), replace: true });
  }, [lead, navigate]);

  if (detail.isError)
    return <ErrorPanel level={1} error={detail.error} onRetry={() => void detail.refetch()} />;
  return <DialSkeleton />;
}
