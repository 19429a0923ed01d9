import { Link } from "@tanstack/react-router";
import { Pause, Phone } from "lucide-react";
import { CallTimer } from "../dial/CallTimer.tsx";
import { useDial } from "../dial/dialStore.ts";
import { sessionPlace } from "../screens/dial/sessionPlace.ts";
import { Badge } from "../ui/Badge.tsx";

/** The call or session that runs, on every screen, and the way back to it. Nothing where none does. */
export function CallBar() {
  const state = useDial();
  if (state.kind === "idle") return null;
  const { session } = state;
  return (
    <Link
      {...sessionPlace(session)}
      className={`flex h-8 min-w-0 items-center gap-2 rounded-full px-3 ${
        state.kind === "calling"
          ? "bg-accent text-accent-ink"
          : "bg-hover text-ink-muted hover:text-ink"
      }`}
    >
      {state.kind === "calling" ? (
        <>
          <Phone aria-hidden size={14} className="shrink-0" />
          <span className="truncate font-medium">
            <span className="sr-only">In a call with </span>
            {state.call.lead.name}
          </span>
          <CallTimer startedAt={state.call.startedAt} clockAheadMs={session.clockAheadMs} />
          {state.call.lead.isSample && <Badge>Practice</Badge>}
        </>
      ) : (
        <>
          {state.kind === "paused" ? (
            <Pause aria-hidden size={14} className="shrink-0" />
          ) : (
            <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
          )}
          <span className="truncate">
            {state.kind === "paused"
              ? `Paused: ${state.reason ?? session.list?.name ?? ""}`
              : `Dialing ${session.list?.name ?? "one lead"}`}
          </span>
          {state.kind === "paused" && (
            <CallTimer startedAt={state.since} clockAheadMs={session.clockAheadMs} />
          )}
        </>
      )}
    </Link>
  );
}
