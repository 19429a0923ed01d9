import type { Page } from "@playwright/test";

/**
 * Makes a page measure itself: from a key, as the browser received it, until what `selector` finds has another
 * text in the DOM. `watched.next(key)` arms it, before the key is pressed.
 */
export async function watchPage(page: Page, selector: string): Promise<void> {
  await page.evaluate((watchedSelector) => {
    const textNow = () =>
      [...document.querySelectorAll(watchedSelector)].map((found) => found.textContent).join("\n");
    // One that waits in vain must not answer for the next.
    let observer: MutationObserver | undefined;
    const watched = {
      ms: null as number | null,
      next(key: string) {
        watched.ms = null;
        observer?.disconnect();
        const before = textNow();
        const onKey = (event: KeyboardEvent) => {
          if (event.key !== key) return;
          removeEventListener("keydown", onKey, true);
          observer = new MutationObserver(() => {
            if (textNow() === before) return;
            observer?.disconnect();
            watched.ms = performance.now() - event.timeStamp;
          });
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        };
        addEventListener("keydown", onKey, true);
      },
    };
    Object.assign(globalThis, { watched });
  }, selector);
}

/** Presses a key and answers how long it took until the watched text was another (ms). Throws where it stays. */
export async function pressAndMeasure(page: Page, key: string): Promise<number> {
  await page.evaluate(`watched.next(${JSON.stringify(key)})`);
  await page.keyboard.press(key);
  const changed = await page.waitForFunction("watched.ms", undefined, { timeout: 10_000 });
  const ms: unknown = await changed.jsonValue();
  if (typeof ms !== "number") throw new Error("The page measured nothing.");
  return ms;
}
