import { useState } from "react";
import { useKeys } from "./useKeys.ts";

/**
 * Gives a list its keys: `j` and `k` (or the arrows) move, `Enter` opens. Answers which row is chosen,
 * -1 before the first move.
 * @param first the row that is chosen from the start, where one is
 */
export function useListKeys(
  title: string,
  count: number,
  open: (index: number) => void,
  first = -1,
): number {
  const [last, choose] = useState(first);
  const chosen = Math.min(last, count - 1);
  const move = (by: number) => {
    if (count > 0) choose(Math.min(count - 1, Math.max(0, chosen + by)));
  };
  useKeys(title, [
    { keys: "j", label: "Next row", repeats: true, run: () => move(1) },
    { keys: "k", label: "Row before", repeats: true, run: () => move(-1) },
    { keys: "ArrowDown", label: "Next row", hidden: true, repeats: true, run: () => move(1) },
    { keys: "ArrowUp", label: "Row before", hidden: true, repeats: true, run: () => move(-1) },
    // Without a chosen row Enter is left to the screen.
    ...(chosen >= 0 ? [{ keys: "Enter", label: "Open the row", run: () => open(chosen) }] : []),
  ]);
  return chosen;
}
