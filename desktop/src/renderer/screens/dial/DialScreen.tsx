import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { AppError } from "#shared/errors";
import { queries } from "../../api/queries.ts";
import { askSync, dispatch, useDial, useDialWork } from "../../dial/dialStore.ts";
import { leadAtHand } from "../../dial/dialState.ts";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { DialSkeleton } from "./DialSkeleton.tsx";
import { RunningSession } from "./RunningSession.tsx";
import { Session } from "./Session.tsx";

/** A list, dialed: the rep's whole job on one screen. */
export function DialScreen() {
  const { listId } = useParams({ from: "/framed/dial/$listId" });
  const state = useDial();
  const failure = useDialWork((work) => work.syncFailure);
  const here = state.kind !== "idle" && state.session.list?.id === listId;
  // Once the session runs, its list is known: counting all lists after each call would be for nothing.
  const lists = useQuery({ ...queries.lists, enabled: !here });
  const name = lists.data?.find((each) => each.id === listId)?.name;

  useEffect(() => {
    if (name === undefined) return;
    const current = useDial.getState();
    if (current.kind !== "idle" && current.session.list?.id === listId) return;
    dispatch({ kind: "open", list: { id: listId, name }, sessionId: crypto.randomUUID() });
  }, [name, listId]);

  if (state.kind === "calling" && !here) return <RunningSession session={state.session} />;
  if (here) {
    if (state.session.isSynced || leadAtHand(state)) return <Session state={state} />;
    if (failure !== null)
      return <ErrorPanel level={1} error={new AppError(failure)} onRetry={askSync} />;
    return <DialSkeleton />;
  }
  if (lists.data && name === undefined)
    return (
      <ErrorPanel
        level={1}
        error={new AppError("not_found", "No such list")}
        onRetry={() => void lists.refetch()}
      />
    );
  if (lists.error)
    return <ErrorPanel level={1} error={lists.error} onRetry={() => void lists.refetch()} />;
  return <DialSkeleton />;
}
