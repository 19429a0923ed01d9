import type { LaunchOptions } from "./DesktopApp.ts";

/** What main reads of its surroundings (desktop/src/main/env.ts), for a launch. */
export function appVariables({
  origin,
  paymentOrigin,
}: Pick<LaunchOptions, "origin" | "paymentOrigin">): Readonly<Record<string, string>> {
  return {
    SALESPULSE_ORIGIN: origin,
    ...(paymentOrigin === null ? {} : { SALESPULSE_PAYMENT_ORIGIN: paymentOrigin }),
  };
}
