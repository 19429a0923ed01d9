import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import type { BrowserWindow, MessageBoxSyncOptions } from "electron";
import { appVariables } from "./appVariables.ts";
import type { DesktopApp, LaunchOptions, ShownNotification } from "./DesktopApp.ts";

const projectDir = join(import.meta.dirname, "../../..");

interface Seen {
  opened: string[];
  notifications: ShownNotification[];
  questions: string[];
  /** The label of the button that is pressed in message boxes; null: the last one. */
  answer: string | null;
}

declare global {
  var salespulseSeen: Seen | undefined;
}

/** Runs the compiled app in real Electron, with what it hands to the system recorded instead. */
export async function launchElectron(
  executablePath: string,
  options: LaunchOptions,
): Promise<DesktopApp> {
  const userDataDir = await mkdtemp(join(tmpdir(), "salespulse-desktop-"));
  const opened: string[] = [];
  const notifications: ShownNotification[] = [];
  const questions: string[] = [];

  async function launch(): Promise<{ app: ElectronApplication; page: Page }> {
    const app = await _electron.launch({
      executablePath,
      args: [projectDir, `--user-data-dir=${userDataDir}`],
      env: { ...definedEnv(), ...appVariables(options) },
      colorScheme: options.colorScheme,
    });
    await app.evaluate(({ dialog, shell, Notification }) => {
      const recorded: Seen = { opened: [], notifications: [], questions: [], answer: null };
      globalThis.salespulseSeen = recorded;
      shell.openExternal = async (url) => {
        recorded.opened.push(url);
      };
      Notification.prototype.show = function show(this: ShownNotification) {
        recorded.notifications.push({ title: this.title, body: this.body });
      };
      const press = (_: BrowserWindow, { message, buttons = [] }: MessageBoxSyncOptions) => {
        recorded.questions.push(message);
        return recorded.answer === null ? buttons.length - 1 : buttons.indexOf(recorded.answer);
      };
      Object.assign(dialog, { showMessageBoxSync: press });
    });
    const page = await app.firstWindow();
    await page.waitForURL("app://salespulse/**");
    return { app, page };
  }

  async function seen(): Promise<Omit<Seen, "answer">> {
    const now = await current.app.evaluate(() => globalThis.salespulseSeen);
    return {
      opened: [...opened, ...(now?.opened ?? [])],
      notifications: [...notifications, ...(now?.notifications ?? [])],
      questions: [...questions, ...(now?.questions ?? [])],
    };
  }

  let current = await launch();
  return {
    host: "electron",
    pageOrigin: "app://salespulse",
    get page() {
      return current.page;
    },
    goto: async (path) => {
      await current.page.goto(`app://salespulse${path}`);
    },
    shellOpened: async () => (await seen()).opened,
    notifications: async () => (await seen()).notifications,
    questions: async () => (await seen()).questions,
    answerQuestions: (button) =>
      current.app.evaluate((_, label) => {
        if (globalThis.salespulseSeen) globalThis.salespulseSeen.answer = label;
      }, button),
    askToClose: () =>
      current.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    restart: async () => {
      const before = await seen();
      opened.splice(0, opened.length, ...before.opened);
      notifications.splice(0, notifications.length, ...before.notifications);
      questions.splice(0, questions.length, ...before.questions);
      await current.app.close();
      current = await launch();
      return current.page;
    },
    openDeepLink: (url) =>
      current.app.evaluate(({ app }, link) => {
        app.emit("second-instance", {}, ["SalesPulse", link]);
      }, url),
    openForeignPage: async (url) => {
      const [page] = await Promise.all([
        current.app.waitForEvent("window"),
        current.app.evaluate(
          ({ BrowserWindow }, address) => new BrowserWindow({ show: false }).loadURL(address),
          url,
        ),
      ]);
      return page;
    },
    close: async () => {
      await current.app.close();
      await rm(userDataDir, { recursive: true, force: true });
    },
  };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
