import { CirclePause } from "lucide-react";
import { CallTimer } from "../../dial/CallTimer.tsx";
import { leadAtHand, type DialState } from "../../dial/dialState.ts";
import { dispatch } from "../../dial/dialStore.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { StatePanel } from "../../ui/StatePanel.tsx";
import { takeFocus } from "../../ui/takeFocus.ts";

/** Why the rep pauses, one key each. */
export function PauseReasons({
  reasons,
  onPause,
  onCancel,
}: {
  reasons: readonly string[];
  onPause: (reason: string | null) => void;
  onCancel: () => void;
}) {
  useKeys("Pause", [
    ...reasons.slice(0, 9).map((reason, index) => ({
      keys: String(index + 1),
      label: `Pause: ${reason}`,
      run: () => onPause(reason),
    })),
    { keys: "Enter", label: "Pause without a reason", run: () => onPause(null) },
    { keys: "Escape", label: "Do not pause", whileTyping: true, run: onCancel },
  ]);
  return (
    <StatePanel icon={CirclePause} title="Pause for what?">
      <span className="mt-4 flex flex-wrap justify-center gap-2">
        {reasons.map((reason, index) => (
          <Button key={reason} onClick={() => onPause(reason)}>
            {index < 9 && <Kbd keys={String(index + 1)} />}
            {reason}
          </Button>
        ))}
        <Button ref={takeFocus} onClick={() => onPause(null)}>
          <Kbd keys="Enter" /> Just pause
        </Button>
        <Button look="quiet" onClick={onCancel}>
          <Kbd keys="Escape" /> Go on
        </Button>
      </span>
    </StatePanel>
  );
}

/** A pause: nobody is called, and the leads behind the first are free for colleagues. */
export function Paused({ state }: { state: Extract<DialState, { kind: "paused" }> }) {
  return (
    // Not its button: Enter, pressed once too often, neither ends the pause nor calls.
    <div ref={takeFocus} tabIndex={-1} data-quiet-focus data-pane-start>
      <StatePanel
        icon={CirclePause}
        title={state.reason === null ? "Paused" : `Paused: ${state.reason}`}
        actions={
          <Button look="primary" onClick={() => dispatch({ kind: "resume" })}>
            Go on <Kbd keys="p" />
          </Button>
        }
      >
        <CallTimer
          startedAt={state.since}
          clockAheadMs={state.session.clockAheadMs}
          className="mb-2 block text-display text-ink"
        />
        {leadAtHand(state)?.name ?? state.session.list?.name ?? "Your session"} waits here.
        {state.session.list !== null && " Colleagues may call the others meanwhile."}
      </StatePanel>
    </div>
  );
}
