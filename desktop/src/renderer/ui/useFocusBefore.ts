import { useLayoutEffect, useRef } from "react";

/**
 * Gives the keyboard back, when a window over the screen closes, to what had it when the window opened; for
 * Base UI's `finalFocus`. By itself that goes on to the first control of a region that had it (`<main>`),
 * which is often a search field.
 */
export function useFocusBefore(open: boolean): () => boolean {
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (open && activeElement instanceof HTMLElement) before.current = activeElement;
  }, [open]);
  return () => {
    // What opened it may be gone with the window that it stood in: the palette, for one.
    const last = before.current?.isConnected === true ? before.current : null;
    (last ?? document.querySelector("main"))?.focus({ preventScroll: true });
    return false;
  };
}
