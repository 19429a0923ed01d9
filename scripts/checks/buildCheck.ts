import { buildApp } from "../start/buildApp.ts";
import { type Check, holds } from "./Check.ts";

/** The bundles, which the Worker's tests, the packaging test and the specs need. */
export const buildCheck: Check = {
  name: "build",
  title: "app bundles",
  run: async ({ root, signal }) => {
    try {
      await buildApp(root, signal);
      return holds(true, "");
    } catch (error) {
      signal.throwIfAborted();
      return holds(false, error instanceof Error ? error.message : String(error));
    }
  },
};
