import { join } from "node:path";
import { app, type BrowserWindow, net, protocol, session } from "electron";
import { APP_ORIGIN, APP_SCHEME } from "./appOrigin.ts";
import { askBeforeUnload } from "./askBeforeUnload.ts";
import { createHandlers } from "./createHandlers.ts";
import { createMainWindow } from "./createMainWindow.ts";
import { denyPermissions } from "./denyPermissions.ts";
import { readProcessEnv } from "./env.ts";
import { handleAppRequest } from "./handleAppRequest.ts";
import { installMenu } from "./installMenu.ts";
import { lockNavigation } from "./lockNavigation.ts";
import { bringToFront, openDeepLink } from "./openDeepLink.ts";
import { findDeepLink, parseDeepLink } from "./parseDeepLink.ts";
import { registerIpc } from "./registerIpc.ts";

const DEEP_LINK_SCHEME = "salespulse";

const env = readProcessEnv({ packaged: app.isPackaged });
const { origin } = env;

let mainWindow: BrowserWindow | null = null;
/** Where the first window starts: a link may have launched the app, and on macOS comes before `ready`. */
let startPath = findDeepLink(process.argv) ?? "/";

protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
  },
]);

if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  lockNavigation(env);
  app.on("second-instance", (_, args) => follow(findDeepLink(args)));
  app.on("open-url", (event, url) => {
    event.preventDefault();
    follow(parseDeepLink(url));
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => {
    if (mainWindow === null && app.isReady()) openWindow("/").catch(reportFailure);
  });
  app.whenReady().then(start).catch(reportFailure);
} else {
  app.quit();
}

async function start(): Promise<void> {
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  app.setAppUserModelId("example.salespulse.desktop");
  installMenu({ mac: process.platform === "darwin", packaged: app.isPackaged });
  denyPermissions(session.defaultSession);
  registerIpc(createHandlers(env));
  const options = {
    bundleDir: join(import.meta.dirname, "../renderer"),
    origin,
    version: app.getVersion(),
    fetch: (url: string, init: RequestInit) => net.fetch(url, init),
    // Chromium writes cookies with a delay: a refresh token lost in a crash would sign the rep out.
    onCookiesSet: () => {
      session.defaultSession.cookies.flushStore().catch((error: unknown) => {
        console.error("The cookies could not be written", error);
      });
    },
  };
  protocol.handle(APP_SCHEME, (request) => handleAppRequest(request, options));
  await openWindow(startPath);
}

async function openWindow(path: string): Promise<void> {
  const window = createMainWindow();
  mainWindow = window;
  askBeforeUnload(window);
  window.on("closed", () => {
    mainWindow = null;
  });
  await window.loadURL(`${APP_ORIGIN}${path}`);
}

/** Shows the app, at a link's path when there is one. */
function follow(path: string | null): void {
  if (!app.isReady()) {
    startPath = path ?? startPath;
  } else if (mainWindow === null) {
    openWindow(path ?? "/").catch(reportFailure);
  } else if (path === null) {
    bringToFront(mainWindow);
  } else {
    openDeepLink(mainWindow, path).catch(reportFailure);
  }
}

function reportFailure(error: unknown): void {
  console.error("SalesPulse could not open its window", error);
}
