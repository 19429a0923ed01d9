import { join } from "node:path";
import { BrowserWindow } from "electron";

/** Makes the window, still empty and hidden. Its size and place are remembered by its name. */
export function createMainWindow(): BrowserWindow {
  const window = new BrowserWindow({
    name: "main",
    windowStatePersistence: true,
    title: "SalesPulse",
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 520,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, "../preload/index.cjs"),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: true,
    },
  });
  window.once("ready-to-show", () => window.show());
  return window;
}
