import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CookieJar } from "tough-cookie";

/** `net.fetch` with the default session's cookie jar, kept in the user data folder like Electron's own. */
export interface CookieFetch {
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Writes the jar to the user data folder. Cookies without a lifetime end here, as they do in Electron. */
  save(): void;
}

/** Opens the jar of a user data folder. */
export function openCookieFetch(userDataDir: string): CookieFetch {
  const file = join(userDataDir, "cookies.json");
  const jar = existsSync(file)
    ? CookieJar.deserializeSync(readFileSync(file, "utf8"))
    : new CookieJar(undefined, { allowSecureOnLocal: true, prefixSecurity: "strict" });
  return {
    async fetch(url, init = {}) {
      const headers = new Headers(init.headers);
      const sendsCookies = init.credentials !== "omit";
      const cookies = sendsCookies ? await jar.getCookieString(url) : "";
      if (cookies !== "") headers.set("cookie", cookies);
      const response = await fetch(url, { ...init, headers });
      if (sendsCookies) {
        for (const cookie of response.headers.getSetCookie()) {
          await jar.setCookie(cookie, url, { ignoreError: true });
        }
      }
      return response;
    },
    save() {
      const kept = jar.serializeSync();
      if (kept === undefined) throw new Error("The cookie jar cannot be written.");
      const cookies = kept.cookies.filter(
        ({ expires, maxAge }) =>
          (expires !== undefined && expires !== "Infinity") || maxAge !== undefined,
      );
      writeFileSync(file, JSON.stringify({ ...kept, cookies }), { mode: 0o600 });
    },
  };
}
