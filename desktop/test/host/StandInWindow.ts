import { EventEmitter } from "node:events";
import type { BrowserContext, CDPSession, Page } from "@playwright/test";
import { SEND_EVENT } from "./preloadScript.ts";
import type { AppSchemeServer } from "./serveAppScheme.ts";
import { missing, strict } from "./strict.ts";

/** The options that the host understands; the safe ones must be set as they are here. */
export interface WindowOptions {
  readonly [option: string]: unknown;
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

const knownOptions = new Set([
  "name",
  "windowStatePersistence",
  "title",
  "width",
  "height",
  "minWidth",
  "minHeight",
  "show",
  "autoHideMenuBar",
  "webPreferences",
]);

/** The host has no Node in its pages and no second world, so it runs nothing that asks for less. */
const requiredPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
};

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: string };

/** A BrowserWindow that is a page of Chromium. */
export interface StandInWindow {
  /** What main gets from `new BrowserWindow`. */
  readonly electron: object;
  readonly page: Promise<Page>;
  readonly webContents: object;
  /** A page's wish for another window, which main's handler must deny. */
  askToOpen(url: string): void;
}

/**
 * Opens a page for a window once `prepared` is done, and reports its navigations to main as Electron
 * would.
 */
export function createStandInWindow(
  options: WindowOptions,
  context: BrowserContext,
  scheme: AppSchemeServer,
  prepared: Promise<unknown>,
): StandInWindow {
  checkOptions(options);
  const contentsEvents = new EventEmitter();
  const windowEvents = new EventEmitter();
  let openHandler: WindowOpenHandler | null = null;
  let loading = false;
  /** Loads that main itself asked for: Electron reports only those that a page asks for. */
  let expectedUrl: string | null = null;

  const page = openPage();

  async function openPage(): Promise<Page> {
    await prepared;
    const opened = await context.newPage();
    await opened.setViewportSize({ width: options.width ?? 800, height: options.height ?? 600 });
    opened.on("close", () => windowEvents.emit("closed"));
    opened.on("dialog", (dialog) => {
      const goes = dialog.type() === "beforeunload" && isUnloadForced();
      (goes ? dialog.accept() : dialog.dismiss()).catch(() => null);
    });
    const cdp = await context.newCDPSession(opened);
    // Ways to open a window that the init script does not know of.
    cdp.on("Page.windowOpen", ({ url }) => askToOpen(url));
    opened.on("popup", (popup) => {
      popup.close().catch(() => null);
    });
    await cdp.send("Page.enable");
    await reportNavigations(cdp);
    return opened;
  }

  /** The page wants to stay: whether main lets it go all the same. */
  function isUnloadForced(): boolean {
    let forced = false;
    contentsEvents.emit("will-prevent-unload", {
      preventDefault: () => {
        forced = true;
      },
    });
    return forced;
  }

  function askToOpen(url: string): void {
    const action = openHandler?.({ url: scheme.toAppUrl(url) }).action;
    if (action !== "deny") throw missing(`a second window (${url})`);
  }

  async function reportNavigations(cdp: CDPSession): Promise<void> {
    const { frameTree } = await cdp.send("Page.getFrameTree");
    const mainFrameId = frameTree.frame.id;
    cdp.on("Fetch.requestPaused", ({ requestId, request, frameId, redirectedRequestId }) => {
      const url = scheme.toAppUrl(request.url);
      const asked = expectedUrl !== url || redirectedRequestId !== undefined;
      expectedUrl = null;
      const isMainFrame = frameId === mainFrameId;
      const stays =
        asked &&
        isPrevented(url, isMainFrame, redirectedRequestId === undefined ? "navigate" : "redirect");
      const answer = stays
        ? cdp.send("Fetch.failRequest", { requestId, errorReason: "Aborted" })
        : cdp.send("Fetch.continueRequest", { requestId });
      // The page may be gone by now.
      answer.catch(() => null);
    });
    await cdp.send("Fetch.enable", { patterns: [{ urlPattern: "*", resourceType: "Document" }] });
  }

  function isPrevented(url: string, isMainFrame: boolean, what: "navigate" | "redirect"): boolean {
    let prevented = false;
    const event = {
      url,
      isMainFrame,
      preventDefault: () => {
        prevented = true;
      },
    };
    if (what === "redirect") {
      contentsEvents.emit("will-redirect", event);
    } else {
      contentsEvents.emit("will-frame-navigate", event);
      if (isMainFrame) contentsEvents.emit("will-navigate", event);
    }
    return prevented;
  }

  const webContents = strict("webContents", {
    on: listen("webContents", contentsEvents, [
      "will-navigate",
      "will-redirect",
      "will-frame-navigate",
      "will-attach-webview",
      "will-prevent-unload",
    ]),
    setWindowOpenHandler: (handler: WindowOpenHandler) => {
      openHandler = handler;
    },
    isLoadingMainFrame: () => loading,
    send: (channel: string, payload: unknown) => {
      page
        .then((shown) =>
          shown.evaluate(([event, detail]) => dispatchEvent(new CustomEvent(event, { detail })), [
            SEND_EVENT,
            { channel, payload },
          ] as const),
        )
        .catch(() => null);
    },
  });

  const on = listen("BrowserWindow", windowEvents, ["closed", "ready-to-show"]);
  const electron = strict("BrowserWindow", {
    webContents,
    on,
    once: on,
    show: () => undefined,
    focus: () => undefined,
    restore: () => undefined,
    isMinimized: () => false,
    loadURL: async (url: string) => {
      loading = true;
      expectedUrl = url;
      try {
        await (await page).goto(scheme.toPageUrl(url));
      } finally {
        loading = false;
      }
      windowEvents.emit("ready-to-show");
    },
  });

  return { electron, page, webContents, askToOpen };
}

/** An `on` that knows just the given events. */
function listen(
  name: string,
  events: EventEmitter,
  known: readonly string[],
): (event: string, listener: (...args: unknown[]) => void) => void {
  return (event, listener) => {
    if (!known.includes(event)) throw missing(`${name} event ${event}`);
    events.on(event, listener);
  };
}

function checkOptions({ webPreferences = {}, ...options }: WindowOptions): void {
  for (const option of Object.keys(options)) {
    if (!knownOptions.has(option)) throw missing(`BrowserWindow option ${option}`);
  }
  for (const [name, value] of Object.entries(requiredPreferences)) {
    if (webPreferences[name] !== value) {
      throw new Error(`webPreferences.${name} must be ${String(value)}.`);
    }
  }
}
