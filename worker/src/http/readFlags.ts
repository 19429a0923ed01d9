import {
  type Flag,
  FLAG_KEYS,
  type FlagKey,
  FLAGS,
  flagSchema,
  type FlagSetting,
} from "#shared/flags";
import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";

const rowSchema = flagSchema.extend({
  adminsMaySet: z.boolean(),
  settings: z.array(z.object({ userId: z.uuid().nullable(), on: z.boolean() })),
});

/** A flag as it is kept, with what one organization has set. */
export interface KnownFlag {
  readonly flag: Flag & { readonly name: string; readonly description: string };
  readonly adminsMaySet: boolean;
  readonly organization: FlagSetting;
  /** Settings of its people, as far as the caller sees them. */
  readonly people: readonly { readonly userId: string; readonly on: boolean }[];
}

/** The flags that the code asks for, with an organization's settings. One that is not kept yet is off. */
export async function readFlags(db: Database, organizationId: string): Promise<KnownFlag[]> {
  const result = await db
    .from("flags")
    .select(
      "key, isOnByDefault:is_on_by_default, service, percentage, adminsMaySet:admins_may_set, " +
        "settings:flag_overrides (userId:user_id, on:is_on)",
    )
    .in("key", FLAG_KEYS)
    .eq("settings.organization_id", organizationId);
  const rows = parseRows(result, rowSchema);
  return FLAG_KEYS.map((key) => known(key, rows.find((row) => row.key === key) ?? unset(key)));
}

function known(key: FlagKey, row: z.output<typeof rowSchema>): KnownFlag {
  const { adminsMaySet, settings, ...flag } = row;
  return {
    flag: { ...flag, ...FLAGS[key] },
    adminsMaySet,
    organization: settings.find(({ userId }) => userId === null)?.on ?? null,
    people: settings.flatMap(({ userId, on }) => (userId === null ? [] : [{ userId, on }])),
  };
}

const unset = (key: FlagKey) => ({
  key,
  isOnByDefault: false,
  service: null,
  percentage: 0,
  adminsMaySet: false,
  settings: [],
});
