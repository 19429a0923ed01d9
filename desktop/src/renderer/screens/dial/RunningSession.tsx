import { Navigate } from "@tanstack/react-router";
import type { DialSession } from "../../dial/dialState.ts";
import { sessionPlace } from "./sessionPlace.ts";

/** Goes to where the session stands. */
export function RunningSession({ session }: { session: DialSession }) {
  return <Navigate {...sessionPlace(session)} replace />;
}
