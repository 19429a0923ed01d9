import { create } from "zustand";

/** Whether SalesPulse is reached, as the last request and the system tell. */
export type Connection = { readonly kind: "online" } | { readonly kind: "offline" };

/** How often an unreached service is asked again (ms). */
const PROBE_EVERY_MS = 4_000;

export const useConnection = create<Connection>(() => ({ kind: "online" }));

let probe: ReturnType<typeof setTimeout> | undefined;

/** An answer came: whatever waited for the network may go on. */
export function noteReached(): void {
  clearTimeout(probe);
  probe = undefined;
  if (useConnection.getState().kind !== "online") useConnection.setState({ kind: "online" });
}

/** No answer came: says so, and asks again until one does. */
export function noteUnreached(): void {
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
  window.addEventListener("online", online);
  window.addEventListener("offline", offline);
  return () => {
    window.removeEventListener("online", online);
    window.removeEventListener("offline", offline);
    clearTimeout(probe);
    probe = undefined;
  };
}
