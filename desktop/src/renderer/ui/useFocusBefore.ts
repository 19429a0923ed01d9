import { useLayoutEffect, useRef } from "react";

/**
 * Remembers what had the keyboard when a window over the screen opened, for Base UI's `finalFocus`: by itself
 * it would go on to the first control of a region that had it (`<main>`), often a search field.
 */
export function useFocusBefore(open: boolean): () => HTMLElement | boolean {
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (open && activeElement instanceof HTMLElement) before.current = activeElement;
  }, [open]);
  return () => before.current ?? true;
}
