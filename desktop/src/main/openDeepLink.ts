import type { BrowserWindow } from "electron";
import { eventChannelOf, type EventPayloads } from "../ipc/eventNames.ts";
import { APP_ORIGIN } from "./appOrigin.ts";

/** Brings the window to the front and takes its page to a path of the renderer. */
export async function openDeepLink(window: BrowserWindow, path: string): Promise<void> {
  bringToFront(window);
  if (window.webContents.isLoadingMainFrame()) {
    // Nobody listens in a page that is still loading.
    await window.loadURL(`${APP_ORIGIN}${path}`);
    return;
  }
  window.webContents.send(eventChannelOf("deepLink"), { path } satisfies EventPayloads["deepLink"]);
}

/** Shows a window that may be minimised or behind others. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
