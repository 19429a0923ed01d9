import { Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { UNDO_MS } from "../../dial/dialMachine.ts";
import type { DialSession } from "../../dial/dialState.ts";
import { dispatch, useDial, workerNow } from "../../dial/dialStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Kbd } from "../../ui/Kbd.tsx";

/** How the last call was ended, as long as that can be taken back. */
export function UndoNotice({ undo }: { undo: NonNullable<DialSession["undo"]> }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const leftMs = Date.parse(undo.until) - workerNow(useDial.getState()).getTime();
    const timer = setTimeout(() => setOver(true), Math.min(UNDO_MS, Math.max(0, leftMs)));
    return () => clearTimeout(timer);
  }, [undo.until]);
  if (isOver) return null;
  return (
    <output className="flex items-center gap-3 rounded-md border border-line bg-hover py-1 pr-1 pl-3">
      <span className="min-w-0 flex-1 truncate">
        {undo.call.lead.name}: <span className="font-medium">{undo.outcome.label}</span>
      </span>
      <Button look="quiet" className="h-7" onClick={() => dispatch({ kind: "undo" })}>
        <Undo2 aria-hidden size={14} /> Undo <Kbd keys="u" />
      </Button>
    </output>
  );
}
