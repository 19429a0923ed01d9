import { focusManager } from "@tanstack/react-query";

/**
 * Lets what is on screen be asked for again when the window is returned to. A desktop window stays
 * visible behind a browser, so its focus counts, not its visibility alone.
 */
export function watchFocus(): void {
  focusManager.setEventListener((onFocus) => {
    const onChange = () => onFocus();
    window.addEventListener("focus", onChange);
    window.addEventListener("visibilitychange", onChange);
    return () => {
      window.removeEventListener("focus", onChange);
      window.removeEventListener("visibilitychange", onChange);
    };
  });
}
