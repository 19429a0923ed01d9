import { desktopBridge } from "../../ipc/desktopBridge.ts";
import type { DialMethod } from "../../ipc/dialMethod.ts";
import { dialMethod } from "../app/preferences.ts";
import { dialInBrowser } from "./dialInBrowser.ts";

/** The chosen look; `system` follows the surroundings. */
export type Theme = "system" | "light" | "dark";

/** What the surroundings can do for the page. In Electron main does it, in a browser the page itself. */
export interface Host {
  readonly kind: "desktop" | "browser";
  /** Hands an E.164 number to the system's dialer, as the rep set it. Answers whether that worked. */
  dial(phone: string): Promise<boolean>;
  /** The same by a given method. Answers the address that was handed over, null where none was. */
  handOver(phone: string, method: DialMethod): Promise<string | null>;
  /**
   * Opens a page of ours or Stripe's that leads back here, or a mail to our sales: in the system's programs from the
   * desktop, in this tab in a browser. Answers whether that worked.
   */
  openPage(url: string): Promise<boolean>;
  /** Makes the native parts follow the theme. */
  setTheme(theme: Theme): void;
  /** The application's version, or null in a browser, which always runs the newest. */
  version(): Promise<string | null>;
  /** Where the service is: every request of the page goes there. */
  serviceOrigin(): Promise<string>;
  /** Calls back with a path of ours when the system hands us a `salespulse://` link. */
  onDeepLink(listener: (path: string) => void): () => void;
}

function createHost(): Host {
  const bridge = desktopBridge();
  if (!bridge)
    return {
      kind: "browser",
      dial: (phone) => Promise.resolve(dialInBrowser(phone, dialMethod.get()) !== null),
      handOver: (phone, method) => Promise.resolve(dialInBrowser(phone, method)),
      openPage: (url) => {
        // `javascript:` is an address, too.
        if (!/^(https?|mailto):/.test(url)) return Promise.resolve(false);
        location.assign(url);
        return Promise.resolve(true);
      },
      setTheme: () => {},
      version: () => Promise.resolve(null),
      serviceOrigin: () => Promise.resolve(location.origin),
      onDeepLink: () => () => {},
    };
  const handOver: Host["handOver"] = async (phone, method) => {
    const answer = await bridge.dial({ phone, method });
    return "url" in answer ? answer.url : null;
  };
  return {
    kind: "desktop",
    dial: async (phone) => (await handOver(phone, dialMethod.get())) !== null,
    handOver,
    openPage: async (url) => "handedOver" in (await bridge.openExternal({ url })),
    setTheme: (theme) => void bridge.setTheme({ theme }),
    version: async () => {
      const info = await bridge.getAppInfo();
      return "version" in info ? info.version : null;
    },
    serviceOrigin: async () => {
      const info = await bridge.getAppInfo();
      if ("refused" in info) throw new Error("Main does not say where the service is.");
      return info.serviceOrigin;
    },
    onDeepLink: (listener) => bridge.on("deepLink", ({ path }) => listener(path)),
  };
}

/** The one place that knows whether this is Electron or a browser. */
export const host = createHost();
