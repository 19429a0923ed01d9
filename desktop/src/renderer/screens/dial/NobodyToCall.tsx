import { Clock, Loader, PartyPopper } from "lucide-react";
import { useEffect } from "react";
import type { DialSession } from "../../dial/dialState.ts";
import { askSync, useDialWork } from "../../dial/dialStore.ts";
import { countOf } from "../../format/formatCount.ts";
import { formatMoment } from "../../format/formatTime.ts";
import { useNow } from "../../format/useNow.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { takeFocus } from "../../ui/takeFocus.ts";

/** How soon to ask again where the list says that there is somebody (ms). */
const ASK_AGAIN_MS = 5_000;

interface Props {
  readonly session: DialSession;
  /** Ends the session; with `true` to go on with another list. */
  readonly onLeave: (toLists?: boolean) => void;
}

/** Nobody stands in front of the rep: it takes the keyboard, as a lead would. */
export function NobodyToCall(props: Props) {
  return (
    <div ref={takeFocus} tabIndex={-1} data-quiet-focus data-pane-start>
      <Reason {...props} />
    </div>
  );
}

/** Why that is so, and when it changes. */
function Reason({ session, onLeave }: Props) {
  const now = useNow(60_000);
  const isOffline = useDialWork((work) => work.syncFailure === "offline");
  const { remaining } = session;
  const isPassing = isOffline || (remaining !== null && remaining.callable > 0);
  useKeys(
    "Nobody to call",
    isPassing ? [] : [{ keys: "Escape", label: "End the session", run: () => onLeave() }],
  );
  const back = (
    <>
      <Button look="primary" onClick={() => onLeave()}>
        {session.list === null ? "Done" : "Back to Today"}
        {!isPassing && <Kbd keys="Escape" />}
      </Button>
      {session.list !== null && <Button onClick={() => onLeave(true)}>Another list</Button>}
    </>
  );
  useEffect(() => {
    if (!isPassing || isOffline) return undefined;
    const timer = setInterval(askSync, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isPassing, isOffline]);
  const soFar = `${countOf(session.calls, "call")} in this session, ${session.reached} reached.`;
  if (isOffline)
    return (
      <StatePanel icon={Loader} title="Reconnect for the next leads" actions={back}>
        Leads are given out one by one, so that nobody is called twice. {soFar}
      </StatePanel>
    );
  if (isPassing)
    return (
      <StatePanel icon={Loader} title="The next lead is on its way" actions={back}>
        {soFar}
      </StatePanel>
    );
  if (remaining && remaining.outsideHours > 0)
    return (
      <StatePanel icon={Clock} title="Nobody can be called at this hour" actions={back}>
        {countOf(remaining.outsideHours, "lead")} of {session.list?.name} can be called between 8 AM
        and 9 PM where they are
        {remaining.opensAt !== null && `: the first from ${formatMoment(remaining.opensAt, now)}`}.
        {remaining.waiting > 0 && ` ${waitingWords(remaining.waiting)}`} {soFar}
      </StatePanel>
    );
  return (
    <StatePanel
      icon={PartyPopper}
      title={session.list === null ? "That call is done" : "Everybody here is called"}
      actions={back}
    >
      {soFar}
      {remaining && remaining.waiting > 0 && ` ${waitingWords(remaining.waiting)}`}
    </StatePanel>
  );
}

const waitingWords = (count: number) =>
  `${countOf(count, "lead waits", "leads wait")} for another attempt or a callback.`;
