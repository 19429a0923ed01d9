import type { SalespulseBridge } from "./SalespulseBridge.ts";

declare global {
  // `var` is how TypeScript declares a property of the global object.
  var salespulse: SalespulseBridge | undefined;
}

/** The way to main, or undefined where the page runs in a browser. */
export function desktopBridge(): SalespulseBridge | undefined {
  return globalThis.salespulse;
}
