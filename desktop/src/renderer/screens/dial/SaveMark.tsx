import { useConnection } from "../../api/connection.ts";
import { useDialWork, useWaitingCalls } from "../../dial/dialStore.ts";

/** Whether what is written of this call has reached the Worker. It is kept here in any case. */
export function SaveMark({ callId }: { callId: string }) {
  const isTyping = useDialWork((work) => work.isTyping);
  const isOffline = useConnection((connection) => connection.kind === "offline");
  const isWaiting = useWaitingCalls((calls) => calls.some((call) => call.callId === callId));
  const mark = !isTyping && !isWaiting ? "Saved" : isOffline ? "Kept here" : "Saving…";
  return <span className="text-small text-ink-muted">{mark}</span>;
}
