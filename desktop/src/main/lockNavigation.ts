import { app, shell } from "electron";
import { isAppPageUrl } from "./appOrigin.ts";
import { isAllowedExternalUrl, type OwnOrigins } from "./isAllowedExternalUrl.ts";

/**
 * Keeps every window on the product's own pages, whatever a page or a link tries: no other address,
 * no redirect, no frame, no second window, no webview. An allowed link opens in the system's browser.
 */
export function lockNavigation(own: OwnOrigins): void {
  app.on("web-contents-created", (_, contents) => {
    contents.on("will-navigate", stay);
    contents.on("will-redirect", stay);
    contents.on("will-frame-navigate", stay);
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isAllowedExternalUrl(url, own)) {
        shell.openExternal(new URL(url).href).catch((error: unknown) => {
          console.error("The system could not open a link", error);
        });
      }
      return { action: "deny" };
    });
  });
}

function stay(event: { readonly url: string; preventDefault(): void }): void {
  if (!isAppPageUrl(event.url)) event.preventDefault();
}
