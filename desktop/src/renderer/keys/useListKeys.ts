import { useState } from "react";
import { useKeys } from "./useKeys.ts";

/**
 * Gives a list its keys: `j` and `k` (or the arrows) move, `Enter` opens. Answers which row is chosen,
 * -1 before the first move.
 */
export function useListKeys(title: string, count: number, open: (index: number) => void): number {
  const [last, choose] = useState(-1);
  const chosen = Math.min(last, count - 1);
  const move = (by: number) => {
    if (count > 0) choose(Math.min(count - 1, Math.max(0, chosen + by)));
  };
  useKeys(title, [
    { keys: "j", label: "Next row", run: () => move(1) },
    { keys: "k", label: "Row before", run: () => move(-1) },
    { keys: "ArrowDown", label: "Next row", hidden: true, run: () => move(1) },
    { keys: "ArrowUp", label: "Row before", hidden: true, run: () => move(-1) },
    {
      keys: "Enter",
      label: "Open the row",
      run: () => chosen >= 0 && open(chosen),
    },
  ]);
  return chosen;
}
