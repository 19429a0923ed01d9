import { type Check, holds } from "./Check.ts";
import { ensureChromium } from "./ensureChromium.ts";

/** The browser that unit tests and specs drive; before them, so that none is skipped on a fresh machine. */
export const browserCheck: Check = {
  name: "browser",
  title: "browser",
  run: async ({ root, signal }) => {
    await ensureChromium(root, signal, (line) => console.log(`  ${line}`));
    return holds(true, "");
  },
};
