import { Navigate } from "@tanstack/react-router";
import { useDial } from "../../dial/dialStore.ts";
import { RunningSession } from "./RunningSession.tsx";
import { Session } from "./Session.tsx";

/** A session of single calls, begun from leads' own pages. */
export function DialSingleScreen() {
  const state = useDial();
  if (state.kind === "idle") return <Navigate to="/dial" replace />;
  return state.session.list === null ? (
    <Session state={state} />
  ) : (
    <RunningSession session={state.session} />
  );
}
