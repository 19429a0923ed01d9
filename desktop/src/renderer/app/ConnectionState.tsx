import { useConnection } from "../api/connection.ts";
import { useWaitingCalls } from "../dial/dialStore.ts";
import { countOf } from "../format/formatCount.ts";
import { useLine } from "../live/liveLine.ts";
import { joinClasses } from "../ui/joinClasses.ts";
import { Tip } from "../ui/Tip.tsx";

/** A dot that says whether everything written has arrived, and whether what others change does. */
export function ConnectionState({ wordsClass }: { wordsClass: string }) {
  const offline = useConnection((connection) => connection.kind === "offline");
  // What is held back for a moment, so that it can be taken back, is no trouble.
  const waiting = useWaitingCalls(
    (calls) => calls.filter(({ notBefore }) => notBefore === 0).length,
  );
  const line = useLine(({ look }) => look);
  const isBehind = line === "paused" || line === "tooOld";
  const words = offline
    ? "Offline"
    : waiting > 0
      ? `Saving ${countOf(waiting, "call")}`
      : isBehind
        ? "Live updates paused"
        : "Connected";
  return (
    <Tip text={words}>
      <div className="flex h-8 items-center gap-3 px-2.5 text-small text-ink-muted">
        <span className="flex w-[18px] justify-center">
          <span
            className={joinClasses(
              "size-2 rounded-full",
              words === "Connected" && "bg-accent",
              // Told apart by its shape: nothing that was written waits.
              isBehind && !offline && waiting === 0 && "border-2 border-warn",
              (offline || waiting > 0) && "bg-warn",
            )}
          />
        </span>
        <span className="sr-only">{words}</span>
        <span aria-hidden className={wordsClass}>
          {words}
        </span>
      </div>
    </Tip>
  );
}
