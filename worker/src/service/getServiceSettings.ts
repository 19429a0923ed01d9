import { serviceSettingsSchema } from "#shared/service";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { SETTINGS_COLUMNS } from "./settingsColumns.ts";

/** What is set for the whole service. */
export const getServiceSettings: Handlers["getServiceSettings"] = async (context) =>
  parseRow(
    await context.db.from("service_settings").select(SETTINGS_COLUMNS),
    serviceSettingsSchema,
  );
