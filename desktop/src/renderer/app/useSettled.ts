import { useEffect, useRef, useState } from "react";

/**
 * A value, followed at once where it stood still for `forMs` before, and otherwise when it has: a letter typed by
 * itself asks the Worker without a wait, and a burst of them asks once.
 */
export function useSettled<T>(value: T, forMs: number): T {
  const [settled, setSettled] = useState(value);
  const changedAtMs = useRef(-Infinity);
  useEffect(() => {
    const restedMs = performance.now() - changedAtMs.current;
    changedAtMs.current = performance.now();
    const timer = setTimeout(() => setSettled(value), restedMs < forMs ? forMs : 0);
    return () => clearTimeout(timer);
  }, [value, forMs]);
  return settled;
}
