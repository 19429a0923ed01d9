import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";
import packageJson from "./package.json" with { type: "json" };
import { HASHED_ASSET_CACHING, pageSecurityHeaders } from "./shared/src/pageSecurityHeaders.ts";

/** Where a packaged app finds the Worker. A release build sets it. */
const buildOrigin = process.env["SALESPULSE_BUILD_ORIGIN"] ?? "https://app.salespulse.example";

/** Writes `_headers`, so that Cloudflare's static assets send what main's `app://` handler sends. */
function webHostHeaders(): Plugin {
  return {
    name: "salespulse:web-host-headers",
    generateBundle() {
      const lines = Object.entries(pageSecurityHeaders()).map(
        ([name, value]) => `  ${name}: ${value}`,
      );
      const source = `/*\n${lines.join("\n")}\n/assets/*\n  cache-control: ${HASHED_ASSET_CACHING}\n`;
      this.emitFile({ type: "asset", fileName: "_headers", source });
    },
  };
}

/** Addresses from the root: the page is served at paths such as `/leads/1`, and electron-vite says `./`. */
function absoluteBase(): Plugin {
  return { name: "salespulse:absolute-base", enforce: "post", config: () => ({ base: "/" }) };
}

/**
 * Sonner puts its style sheet into the page as a `<style>` element, which the Content-Security-Policy
 * refuses. The same sheet is a file of the package: import that instead.
 */
function sonnerStylesAsFile(): Plugin {
  return {
    name: "salespulse:sonner-styles-as-file",
    transform(code, id) {
      if (!id.endsWith("/sonner/dist/index.mjs")) return null;
      const call = /^__insertCSS\(".*"\);$/m;
      if (!call.test(code)) this.error("sonner no longer inserts its styles as expected");
      return { code: code.replace(call, 'import "sonner/dist/styles.css";'), map: null };
    },
  };
}

export default defineConfig({
  main: {
    define: { BUILD_ORIGIN: JSON.stringify(buildOrigin) },
    build: {
      externalizeDeps: false,
      minify: true,
      outDir: "out/main",
      emptyOutDir: true,
      rolldownOptions: {
        input: { index: resolve("desktop/src/main/index.ts") },
        // One file: a test host loads it afresh for each launch.
        output: { codeSplitting: false },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      minify: true,
      outDir: "out/preload",
      emptyOutDir: true,
      // A sandboxed preload script is loaded as CommonJS and can require nothing but electron.
      lib: { entry: resolve("desktop/src/preload/index.ts"), formats: ["cjs"] },
      rolldownOptions: { output: { entryFileNames: "index.cjs", codeSplitting: false } },
    },
  },
  renderer: {
    root: "desktop/src/renderer",
    define: { APP_VERSION: JSON.stringify(packageJson.version) },
    plugins: [react(), tailwindcss(), absoluteBase(), sonnerStylesAsFile(), webHostHeaders()],
    build: {
      minify: true,
      outDir: "out/renderer",
      emptyOutDir: true,
      rolldownOptions: { input: resolve("desktop/src/renderer/index.html") },
    },
  },
});
