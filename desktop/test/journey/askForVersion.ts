import { asService } from "./asService.ts";

/** Sets the version below which desktops are told to update. */
export const askForVersion = (minimum: string): Promise<void> =>
  asService("PATCH", "service_settings?is_only=eq.true", { minimum_desktop_version: minimum });
