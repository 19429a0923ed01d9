import type { Page } from "@playwright/test";

/** The running desktop app as a spec sees it, in real Electron and in the Chromium host alike. */
export interface DesktopApp {
  /** The page in the app's window; another one after {@link restart}. */
  readonly page: Page;
  /** The page's origin: `app://salespulse` in Electron, an address of this machine in the Chromium host. */
  readonly pageOrigin: string;
  /** Which of the two runs. */
  readonly host: "electron" | "chromium";
  /** Loads a path of the renderer, such as `/leads`. */
  goto(path: string): Promise<void>;
  /** Every address handed to the system (`tel:` among them) since the start, oldest first. */
  shellOpened(): Promise<readonly string[]>;
  /** Every notification shown since the start, oldest first. */
  notifications(): Promise<readonly ShownNotification[]>;
  /** Every question that main has asked in a box of the system since the start, oldest first. */
  questions(): Promise<readonly string[]>;
  /** From now on the button with this label is pressed in such boxes. Until then it is the last one. */
  answerQuestions(button: string): Promise<void>;
  /** Asks the window to close, as its cross does; its page may keep it open. */
  askToClose(): Promise<void>;
  /** Closes the app and starts it again with the same user data: its cookies and what its pages stored. */
  restart(): Promise<Page>;
  /** Opens a `salespulse://` link as the system would. */
  openDeepLink(url: string): Promise<void>;
  /** Opens a page of another origin in a window of its own, as an attacker's foothold. */
  openForeignPage(url: string): Promise<Page>;
  close(): Promise<void>;
}

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
}

export interface LaunchOptions {
  /** The Worker's origin. */
  readonly origin: string;
  /** Where a local world's pages of payment are; null: at Stripe. */
  readonly paymentOrigin: string | null;
  readonly headless: boolean;
  readonly colorScheme: "light" | "dark" | "no-preference" | null;
}
