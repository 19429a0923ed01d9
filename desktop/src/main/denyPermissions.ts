import type { Session } from "electron";
import { isAppPageUrl } from "./appOrigin.ts";

/** Writing text to the clipboard (copy buttons) is all that a page of the product may do unasked. */
const granted = new Set(["clipboard-sanitized-write"]);

/** Refuses every permission and device but the ones above, and those to the product's own pages alone. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, callback, { requestingUrl, isMainFrame }) => {
    callback(granted.has(permission) && isMainFrame && isAppPageUrl(requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_, permission, requestingOrigin, { isMainFrame }) =>
      granted.has(permission) && isMainFrame && isAppPageUrl(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
}
