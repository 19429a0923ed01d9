import { app, nativeTheme, Notification, shell } from "electron";
import { dialUrl } from "../ipc/dialUrl.ts";
import { isAllowedExternalUrl, type OwnOrigins } from "./isAllowedExternalUrl.ts";
import type { Handlers } from "./registerIpc.ts";

/** What main does for the page, with Electron behind it. */
export function createHandlers(own: OwnOrigins): Handlers {
  return {
    dial: async ({ phone, method }) => {
      const built = dialUrl(method, phone);
      if ("problem" in built) return { refused: "not-allowed" };
      await shell.openExternal(built.url);
      return { handedOver: true, url: built.url };
    },
    openExternal: async ({ url }) => {
      if (!isAllowedExternalUrl(url, own)) return { refused: "not-allowed" };
      await shell.openExternal(new URL(url).href);
      return { handedOver: true };
    },
    notify: ({ title, body }) => {
      if (!Notification.isSupported()) return { shown: false };
      new Notification({ title, body }).show();
      return { shown: true };
    },
    getAppInfo: () => ({
      version: app.getVersion(),
      platform: process.platform,
      serviceOrigin: own.origin,
    }),
    setTheme: ({ theme }) => {
      nativeTheme.themeSource = theme;
      return { theme };
    },
  };
}
