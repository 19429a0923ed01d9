import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Frame } from "@playwright/test";
import { z } from "zod";
import type { ShownNotification } from "./DesktopApp.ts";
import type { CookieFetch } from "./fetchWithCookies.ts";
import { preloadScript } from "./preloadScript.ts";
import type { AppSchemeServer, SchemeHandler } from "./serveAppScheme.ts";
import { createStandInWindow, type StandInWindow, type WindowOptions } from "./StandInWindow.ts";
import { missing, strict } from "./strict.ts";

const packageFile = join(import.meta.dirname, "../../../package.json");
const appEvents = [
  "web-contents-created",
  "second-instance",
  "open-url",
  "window-all-closed",
  "activate",
];

/** Chromium's name for a permission by Electron's. Those that main grants are granted to the page. */
const chromiumPermissions = {
  "clipboard-sanitized-write": "clipboard-write",
  "clipboard-read": "clipboard-read",
  notifications: "notifications",
  geolocation: "geolocation",
  media: "microphone",
} as const;

type InvokeListener = (event: object, payload: unknown) => unknown;
type PermissionCheck = (
  contents: null,
  permission: string,
  origin: string,
  details: { isMainFrame: boolean; requestingUrl: string },
) => boolean;

interface MessageBox {
  readonly message: string;
  readonly buttons: readonly string[];
}

/** An `electron` module for one launch, and the other side of it. */
export interface StandInElectron {
  /** What the compiled main script imports. */
  readonly module: Readonly<Record<string, unknown>>;
  readonly shellOpened: readonly string[];
  readonly notifications: readonly ShownNotification[];
  readonly questions: readonly string[];
  /** The label of the button that a person presses in message boxes; null: the last one. */
  answer: string | null;
  /** The first window that main opens. */
  readonly firstWindow: Promise<StandInWindow>;
  /** A call of the page over `ipcRenderer.invoke`. */
  invoke(frame: Frame, channel: string, payload: unknown): Promise<unknown>;
  /** An event of the system, such as `open-url`. */
  emit(event: string, ...args: unknown[]): void;
}

/** Makes the stand-in. Whatever it lacks throws with the name of the API. */
export function createElectron(
  context: BrowserContext,
  scheme: AppSchemeServer,
  cookies: CookieFetch,
): StandInElectron {
  const events = new EventEmitter();
  const shellOpened: string[] = [];
  const notifications: ShownNotification[] = [];
  const questions: string[] = [];
  const listeners = new Map<string, InvokeListener>();
  const firstWindow = Promise.withResolvers<StandInWindow>();
  let openWindows = 0;
  let themeSource: "system" | "light" | "dark" = "system";
  let ready = false;

  const app = strict("app", {
    isPackaged: false,
    on: (event: string, listener: (...args: unknown[]) => void) => {
      if (!appEvents.includes(event)) throw missing(`app event ${event}`);
      events.on(event, listener);
    },
    whenReady: async () => {
      ready = true;
    },
    isReady: () => ready,
    requestSingleInstanceLock: () => true,
    enableSandbox: () => undefined,
    setAppUserModelId: () => undefined,
    getVersion: () =>
      z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, "utf8")))
        .version,
    quit: () => undefined,
  });

  const protocol = strict("protocol", {
    registerSchemesAsPrivileged: (schemes: unknown) => {
      // The page origin of this host is what these privileges make of a scheme; with fewer it would be more.
      z.tuple([
        z.object({
          scheme: z.literal("app"),
          privileges: z.object({
            standard: z.literal(true),
            secure: z.literal(true),
            supportFetchAPI: z.literal(true),
            bypassCSP: z.undefined().optional(),
            corsEnabled: z.undefined().optional(),
          }),
        }),
      ]).parse(schemes);
    },
    handle: (name: string, handler: SchemeHandler) => {
      if (name !== "app") throw missing(`protocol.handle("${name}")`);
      scheme.handler = handler;
    },
  });

  const defaultSession = strict("session.defaultSession", {
    cookies: strict("session.defaultSession.cookies", {
      flushStore: async () => cookies.save(),
    }),
    setPermissionRequestHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    setPermissionCheckHandler: (check: PermissionCheck) => {
      const details = { isMainFrame: true, requestingUrl: "app://salespulse/" };
      const granted = Object.entries(chromiumPermissions)
        .filter(([permission]) => check(null, permission, "app://salespulse/", details))
        .map(([, name]) => name);
      context.grantPermissions(granted, { origin: scheme.pageOrigin }).catch(() => null);
    },
  });

  function BrowserWindow(options: WindowOptions): object {
    const preload = z.string().parse(options.webPreferences?.["preload"]);
    const added = context.addInitScript(preloadScript(preload, scheme.pageOrigin));
    const window = createStandInWindow(options, context, scheme, added);
    openWindows += 1;
    events.emit("web-contents-created", {}, window.webContents);
    firstWindow.resolve(window);
    window.page
      .then((page) =>
        page.once("close", () => {
          openWindows -= 1;
          if (openWindows === 0) events.emit("window-all-closed");
        }),
      )
      .catch(() => null);
    return window.electron;
  }

  function Notification({ title, body }: ShownNotification): object {
    return strict("Notification", {
      show: () => {
        notifications.push({ title, body });
      },
    });
  }

  const dialog = strict("dialog", {
    showMessageBoxSync: (_: object, { message, buttons }: MessageBox) => {
      questions.push(message);
      if (self.answer === null) return buttons.length - 1;
      const pressed = buttons.indexOf(self.answer);
      if (pressed === -1) throw new Error(`The question "${message}" has no ${self.answer}.`);
      return pressed;
    },
  });

  const nativeTheme = strict("nativeTheme", {
    get themeSource() {
      return themeSource;
    },
    set themeSource(theme) {
      themeSource = theme;
      const colorScheme = theme === "system" ? null : theme;
      for (const page of context.pages()) page.emulateMedia({ colorScheme }).catch(() => null);
    },
  });

  const self: StandInElectron = {
    answer: null,
    questions,
    module: {
      app,
      dialog,
      protocol,
      BrowserWindow: strict("BrowserWindow", BrowserWindow),
      Notification: strict(
        "Notification",
        Object.assign(Notification, { isSupported: () => true }),
      ),
      Menu: strict("Menu", {
        buildFromTemplate: (template: readonly object[]) => template,
        setApplicationMenu: () => undefined,
      }),
      ipcMain: strict("ipcMain", {
        handle: (channel: string, listener: InvokeListener) => {
          if (listeners.has(channel)) throw new Error(`${channel} has a handler already.`);
          listeners.set(channel, listener);
        },
      }),
      nativeTheme,
      net: strict("net", { fetch: (url: string, init?: RequestInit) => cookies.fetch(url, init) }),
      session: strict("session", { defaultSession }),
      shell: strict("shell", {
        openExternal: async (url: string) => {
          shellOpened.push(url);
        },
      }),
    },
    shellOpened,
    notifications,
    firstWindow: firstWindow.promise,
    async invoke(frame, channel, payload) {
      const listener = listeners.get(channel);
      if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
      const parent = frame.parentFrame();
      const senderFrame = {
        url: scheme.toAppUrl(frame.url()),
        parent: parent === null ? null : { url: scheme.toAppUrl(parent.url()) },
      };
      return await listener(strict("IpcMainInvokeEvent", { senderFrame }), payload);
    },
    emit: (event, ...args) => {
      events.emit(event, ...args);
    },
  };
  return self;
}
