/** The service's settings as the API names them. */
export const SETTINGS_COLUMNS =
  "alertAddress:alert_address, minimumDesktopVersion:minimum_desktop_version";
