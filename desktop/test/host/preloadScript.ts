import { readFileSync } from "node:fs";

/** The names under which host and page find each other. The page's own scripts never see the binding. */
export const INVOKE_BINDING = "__salespulseInvoke";
export const OPEN_CHANNEL = "window.open";
export const SEND_EVENT = "__salespulseSend";

/**
 * The compiled preload script as an init script: it runs before the page's own scripts, in the top
 * frame, with an `electron` that has just `contextBridge` and `ipcRenderer`. New windows are asked for
 * over the same binding.
 */
export function preloadScript(preloadFile: string, pageOrigin: string): string {
  return `(() => {
  const invokeBinding = globalThis.${INVOKE_BINDING};
  delete globalThis.${INVOKE_BINDING};
  if (globalThis !== globalThis.top || location.origin !== ${JSON.stringify(pageOrigin)}) return;
  const listeners = new Map();
  addEventListener(${JSON.stringify(SEND_EVENT)}, ({ detail }) => {
    for (const listener of listeners.get(detail.channel) ?? []) listener({}, detail.payload);
  });
  // Asked for before a window exists, so that a denied one never begins to load.
  const askToOpen = (url) => {
    invokeBinding(${JSON.stringify(OPEN_CHANNEL)}, new URL(url ?? "about:blank", location.href).href);
    return null;
  };
  globalThis.open = askToOpen;
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[target=_blank]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    askToOpen(link.href);
  });
  const parts = {
    contextBridge: {
      exposeInMainWorld: (key, api) => {
        Object.defineProperty(globalThis, key, { value: Object.freeze(api), enumerable: true });
      },
    },
    ipcRenderer: {
      invoke: (channel, payload) => invokeBinding(channel, payload),
      on: (channel, listener) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
      off: (channel, listener) => {
        listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener));
      },
    },
  };
  const strict = (name, target) => new Proxy(target, {
    get: (object, key) => {
      if (key in object) return object[key];
      throw new Error("The Chromium host has no Electron API " + name + String(key));
    },
  });
  const electron = strict("", {
    contextBridge: strict("contextBridge.", parts.contextBridge),
    ipcRenderer: strict("ipcRenderer.", parts.ipcRenderer),
  });
  const require = (name) => {
    if (name === "electron") return electron;
    throw new Error("A sandboxed preload script cannot require " + name);
  };
  const module = { exports: {} };
  (function (require, module, exports) {
${readFileSync(preloadFile, "utf8")}
  })(require, module, module.exports);
})();`;
}
