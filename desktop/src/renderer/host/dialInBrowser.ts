import type { DialMethod } from "../../ipc/dialMethod.ts";
import { dialUrl } from "../../ipc/dialUrl.ts";

/** What a page may hand over: browsers ask before they start any other program, or refuse. */
const PAGE_SCHEMES = ["tel:", "sip:", "sips:", "https:"];

/** Whether a browser can place calls by this address. */
export function isForBrowsers(url: string): boolean {
  return PAGE_SCHEMES.includes(new URL(url).protocol);
}

/** Hands a number over from a page in a browser. Answers the address, null where that is not possible. */
export function dialInBrowser(phone: string, method: DialMethod): string | null {
  const built = dialUrl(method, phone);
  if ("problem" in built || !isForBrowsers(built.url)) return null;
  const anchor = document.createElement("a");
  anchor.href = built.url;
  // In this window the browser's question which program may open it would take the keyboard away.
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  anchor.click();
  return built.url;
}
