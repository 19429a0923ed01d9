import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { appVariables } from "./appVariables.ts";
import { createElectron, type StandInElectron } from "./createElectron.ts";
import type { DesktopApp, LaunchOptions } from "./DesktopApp.ts";
import { openCookieFetch } from "./fetchWithCookies.ts";
import { loadMain } from "./loadMain.ts";
import { INVOKE_BINDING, OPEN_CHANNEL } from "./preloadScript.ts";
import { serveAppScheme } from "./serveAppScheme.ts";

const mainFile = join(import.meta.dirname, "../../../out/main/index.js");

interface Launch {
  readonly context: BrowserContext;
  readonly electron: StandInElectron;
  readonly page: Page;
}

/**
 * Runs the compiled app without Electron's binary: its main script in this process, on a stand-in
 * `electron`, its window a page of `browser`. What it cannot show is Electron's own: the sandbox, the
 * fuses, the native menu.
 */
export async function launchInChromium(
  browser: Browser,
  options: LaunchOptions,
): Promise<DesktopApp> {
  const userDataDir = await mkdtemp(join(tmpdir(), "salespulse-desktop-"));
  const scheme = await serveAppScheme();
  const shellOpened: string[] = [];
  const notifications: { title: string; body: string }[] = [];
  const questions: string[] = [];

  async function launch(
    stored?: Awaited<ReturnType<BrowserContext["storageState"]>>,
  ): Promise<Launch> {
    const context = await browser.newContext({
      colorScheme: options.colorScheme,
      ...(stored === undefined ? {} : { storageState: stored }),
    });
    const cookies = openCookieFetch(userDataDir);
    const electron = createElectron(context, scheme, cookies);
    await context.exposeBinding(
      INVOKE_BINDING,
      async ({ frame }, channel: string, payload: unknown) => {
        if (channel !== OPEN_CHANNEL) return electron.invoke(frame, channel, payload);
        (await electron.firstWindow).askToOpen(String(payload));
        return null;
      },
    );
    const variables = Object.entries(appVariables(options));
    const before = variables.map(([name]) => [name, process.env[name]] as const);
    for (const [name, value] of variables) process.env[name] = value;
    try {
      await loadMain(mainFile, electron.module);
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
    const page = await (await electron.firstWindow).page;
    await page.waitForURL(`${scheme.pageOrigin}/**`);
    return { context, electron, page };
  }

  async function end(
    launched: Launch,
  ): Promise<Awaited<ReturnType<BrowserContext["storageState"]>>> {
    const stored = await launched.context.storageState({ indexedDB: true });
    await launched.context.close();
    shellOpened.push(...launched.electron.shellOpened);
    notifications.push(...launched.electron.notifications);
    questions.push(...launched.electron.questions);
    return stored;
  }

  let current = await launch();
  return {
    host: "chromium",
    pageOrigin: scheme.pageOrigin,
    get page() {
      return current.page;
    },
    goto: async (path) => {
      await current.page.goto(`${scheme.pageOrigin}${path}`);
    },
    shellOpened: async () => [...shellOpened, ...current.electron.shellOpened],
    notifications: async () => [...notifications, ...current.electron.notifications],
    questions: async () => [...questions, ...current.electron.questions],
    answerQuestions: async (button) => {
      current.electron.answer = button;
    },
    askToClose: () => current.page.close({ runBeforeUnload: true }),
    restart: async () => {
      current = await launch(await end(current));
      return current.page;
    },
    openDeepLink: async (url) => current.electron.emit("second-instance", {}, ["SalesPulse", url]),
    openForeignPage: async (url) => {
      const page = await current.context.newPage();
      await page.goto(url);
      return page;
    },
    close: async () => {
      await current.context.close();
      await scheme.stop();
      await rm(userDataDir, { recursive: true });
    },
  };
}
