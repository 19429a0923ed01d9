import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useRef, type RefObject } from "react";

/** Draws only the rows in sight of a list of any length, all of one height (pixels). */
export function useVirtualRows(
  count: number,
  rowPx: number,
): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly rows: Virtualizer<HTMLDivElement, Element>;
} {
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- warns users of the React Compiler, which is not used here
  const rows = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 8,
  });
  return { box, rows };
}
