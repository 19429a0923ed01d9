import { type Playbook, playbookSchema } from "#shared/playbook";
import type { MemberContext } from "../http/context.ts";
import { parseRow } from "../clients/supabase/rows.ts";
import {
  LINE_COLUMNS,
  OBJECTION_COLUMNS,
  OUTCOME_COLUMNS,
  SCRIPT_COLUMNS,
  SETTINGS_COLUMNS,
} from "./playbookColumns.ts";

const PLAYBOOK_COLUMNS =
  `outcomes (${OUTCOME_COLUMNS}), scripts (${SCRIPT_COLUMNS}), objections (${OBJECTION_COLUMNS}), ` +
  `lines (${LINE_COLUMNS}), settings:dial_settings (${SETTINGS_COLUMNS})`;

/** All that the organisation prepared for dial sessions, in one request. */
export async function readPlaybook(context: MemberContext): Promise<Playbook> {
  const result = await context.db
    .from("organizations")
    .select(PLAYBOOK_COLUMNS)
    .eq("id", context.organizationId)
    .not("outcomes.position", "is", null)
    .order("position", { referencedTable: "outcomes" })
    .order("name", { referencedTable: "scripts" })
    .order("id", { referencedTable: "scripts" })
    .order("title", { referencedTable: "objections" })
    .order("id", { referencedTable: "objections" })
    .order("label", { referencedTable: "lines" })
    .order("id", { referencedTable: "lines" })
    .limit(1);
  return parseRow(result, playbookSchema);
}
