import { scriptSchema } from "#shared/playbook";
import { putRow } from "../clients/supabase/putRow.ts";
import type { Handlers } from "../http/mountApi.ts";
import { SCRIPT_COLUMNS } from "./playbookColumns.ts";

/** Writes a script, new or changed. */
export const saveScript: Handlers["saveScript"] = (context, { params, body }) =>
  putRow(context.db, {
    table: "scripts",
    id: params.scriptId,
    fixed: { organization_id: context.organizationId },
    values: { name: body.name, text: body.text },
    columns: SCRIPT_COLUMNS,
    row: scriptSchema,
  });
