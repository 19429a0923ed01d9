import { openDesktop } from "../openDesktop.ts";
import { hasDisplay, openBrowser } from "./openBrowser.ts";
import type { Stack } from "./stackSchema.ts";

/**
 * Opens the app: in Electron where that can be had, else in the browser where there is a screen.
 * Says in one line what it did instead. Answers how to close it. Throws when the signal aborts.
 */
export async function showApp(
  { app: origin, stripe: paymentOrigin }: Pick<Stack, "app" | "stripe">,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const desktop = await openDesktop({ origin, paymentOrigin, log: tell, signal });
  if (signal.aborted) await desktop.stop();
  signal.throwIfAborted();
  if (!desktop.opened) {
    const why = `The desktop app does not open: ${desktop.reason ?? "no reason given"}.`;
    const instead =
      hasDisplay() && (await openBrowser(origin))
        ? "It opens in your browser."
        : `Open ${origin} in a browser.`;
    tell(`${why} ${instead}`);
  }
  return () => desktop.stop();
}
