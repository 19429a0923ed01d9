import { serviceSettingsSchema } from "#shared/service";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { SETTINGS_COLUMNS } from "./settingsColumns.ts";

/** Changes what is set for the whole service. */
export const updateServiceSettings: Handlers["updateServiceSettings"] = async (
  context,
  { body },
) => {
  const changes = {
    ...(body.alertAddress !== undefined && { alert_address: body.alertAddress }),
    ...(body.minimumDesktopVersion !== undefined && {
      minimum_desktop_version: body.minimumDesktopVersion,
    }),
  };
  const settings = context.db.from("service_settings");
  const result =
    Object.keys(changes).length === 0
      ? await settings.select(SETTINGS_COLUMNS)
      : await settings.update(changes).eq("is_only", true).select(SETTINGS_COLUMNS);
  return parseRow(result, serviceSettingsSchema);
};
