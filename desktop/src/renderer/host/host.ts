import { desktopBridge } from "../../ipc/desktopBridge.ts";

/** The chosen look; `system` follows the surroundings. */
export type Theme = "system" | "light" | "dark";

/** What the surroundings can do for the page. In Electron main does it, in a browser the page itself. */
export interface Host {
  readonly kind: "desktop" | "browser";
  /** Hands an E.164 number to the system's dialer. Answers whether that worked. */
  dial(phone: string): Promise<boolean>;
  /** Makes the native parts follow the theme. */
  setTheme(theme: Theme): void;
  /** The application's version, or null in a browser, which always runs the newest. */
  version(): Promise<string | null>;
  /** Calls back with a path of ours when the system hands us a `salespulse://` link. */
  onDeepLink(listener: (path: string) => void): () => void;
}

function createHost(): Host {
  const bridge = desktopBridge();
  if (!bridge)
    return {
      kind: "browser",
      dial: (phone) => {
        const anchor = document.createElement("a");
        anchor.href = `tel:${phone}`;
        // In this window the browser's question which program may open it would take the keyboard away.
        anchor.target = "_blank";
        anchor.click();
        return Promise.resolve(true);
      },
      setTheme: () => {},
      version: () => Promise.resolve(null),
      onDeepLink: () => () => {},
    };
  return {
    kind: "desktop",
    dial: async (phone) => "handedOver" in (await bridge.dial({ phone })),
    setTheme: (theme) => void bridge.setTheme({ theme }),
    version: async () => {
      const info = await bridge.getAppInfo();
      return "version" in info ? info.version : null;
    },
    onDeepLink: (listener) => bridge.on("deepLink", ({ path }) => listener(path)),
  };
}

/** The one place that knows whether this is Electron or a browser. */
export const host = createHost();
