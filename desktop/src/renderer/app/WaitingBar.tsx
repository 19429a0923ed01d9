import { CloudOff, TriangleAlert } from "lucide-react";
import { useConnection } from "../api/connection.ts";
import { wordsFor } from "../api/errorWords.ts";
import { dismissCall, useWaitingCalls } from "../dial/dialStore.ts";
import { countOf } from "../format/formatCount.ts";
import { AppError } from "#shared/errors";
import { Button } from "../ui/Button.tsx";

/** Says quietly that the network is away and how much waits for it, and loudly what will never be saved. */
export function WaitingBar() {
  const offline = useConnection((connection) => connection.kind === "offline");
  const calls = useWaitingCalls();
  const refused = calls.filter((call) => call.refused !== null);
  const waiting = calls.length - refused.length;
  return (
    <>
      <output className="block">
        {offline && (
          <span className="flex items-center gap-3 border-b border-line bg-hover px-4 py-1.5 text-ink-muted">
            <CloudOff aria-hidden size={16} className="shrink-0" />
            {waiting === 0
              ? "You are offline. What you write is kept and sent later."
              : `You are offline. ${countOf(waiting, "call waits", "calls wait")} to be saved.`}
          </span>
        )}
      </output>
      {refused.map((call) => {
        const words = wordsFor(new AppError(call.refused ?? "internal", ""));
        return (
          <div
            key={call.callId}
            role="alert"
            className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-danger-soft px-4 py-1.5"
          >
            <TriangleAlert aria-hidden size={16} className="shrink-0 text-danger" />
            <p className="min-w-0 flex-1">
              <span className="font-medium">
                {call.refused === "lead_erased"
                  ? "Your last call was not kept."
                  : `The call with ${call.leadName} was not saved.`}
              </span>{" "}
              {words.title}. {words.action}
            </p>
            {call.call.notes !== "" && (
              <Button
                className="h-7"
                onClick={() => void navigator.clipboard.writeText(call.call.notes)}
              >
                Copy notes
              </Button>
            )}
            <Button className="h-7" onClick={() => dismissCall(call.callId)}>
              Dismiss
            </Button>
          </div>
        );
      })}
    </>
  );
}
