import { type BrowserWindow, dialog } from "electron";

/**
 * Asks a person before a page goes that has something unfinished, an import or unsaved settings. Without
 * this Electron would heed the page in silence, and the window could not be closed.
 */
export function askBeforeUnload(window: BrowserWindow): void {
  window.webContents.on("will-prevent-unload", (event) => {
    // In step with the page, which waits: Electron reads the answer when this returns.
    const answer = dialog.showMessageBoxSync(window, {
      type: "question",
      buttons: ["Stay", "Leave"],
      defaultId: 0,
      cancelId: 0,
      title: "SalesPulse",
      message: "Leave with something unfinished?",
      detail:
        "An import that is running would end here, and what you have not saved would be lost.",
    });
    if (answer === 1) event.preventDefault();
  });
}
