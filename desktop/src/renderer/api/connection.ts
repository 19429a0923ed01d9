import { create } from "zustand";

/** Whether SalesPulse is reached, as the last request and the system tell. */
export type Connection = { readonly kind: "online" } | { readonly kind: "offline" };

/** How often an unreached service is asked again (ms). */
const PROBE_EVERY_MS = 4_000;

export const useConnection = create<Connection>(() => ({ kind: "online" }));

/** A page that was asked to go and stays after all counts failures again (ms). */
const LEAVING_MS = 2_000;

let probe: ReturnType<typeof setTimeout> | undefined;
/** A page that goes away breaks off its requests: that says nothing about the network. */
let isLeaving = false;

/** An answer came: whatever waited for the network may go on. */
export function noteReached(): void {
  clearTimeout(probe);
  probe = undefined;
  if (useConnection.getState().kind !== "online") useConnection.setState({ kind: "online" });
}

/** No answer came: says so, and asks again until one does. */
export function noteUnreached(): void {
  if (isLeaving) return;
  if (useConnection.getState().kind !== "offline") useConnection.setState({ kind: "offline" });
  probe ??= setTimeout(() => void askAgain(), PROBE_EVERY_MS);
}

async function askAgain(): Promise<void> {
  probe = undefined;
  try {
    const response = await fetch("/api/health", { cache: "no-store" });
    if (response.ok) noteReached();
    else noteUnreached();
  } catch {
    noteUnreached();
  }
}

/** Listens to the system's own word about the network. Answers how to stop. */
export function watchConnection(): () => void {
  const online = () => void askAgain();
  const offline = () => noteUnreached();
  const leaving = () => {
    isLeaving = true;
    setTimeout(() => (isLeaving = false), LEAVING_MS);
  };
  window.addEventListener("beforeunload", leaving);
  window.addEventListener("online", online);
  window.addEventListener("offline", offline);
  return () => {
    window.removeEventListener("beforeunload", leaving);
    window.removeEventListener("online", online);
    window.removeEventListener("offline", offline);
    clearTimeout(probe);
    probe = undefined;
  };
}
