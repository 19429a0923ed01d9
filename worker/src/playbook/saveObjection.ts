import { objectionSchema } from "#shared/playbook";
import { putRow } from "../clients/supabase/putRow.ts";
import type { Handlers } from "../http/mountApi.ts";
import { OBJECTION_COLUMNS } from "./playbookColumns.ts";

/** Writes an objection's card, new or changed. */
export const saveObjection: Handlers["saveObjection"] = (context, { params, body }) =>
  putRow(context.db, {
    table: "objections",
    id: params.objectionId,
    fixed: { organization_id: context.organizationId },
    values: { title: body.title, answer: body.answer },
    columns: OBJECTION_COLUMNS,
    row: objectionSchema,
  });
