import { viewSchema } from "#shared/leads";
import { putRow } from "../clients/supabase/putRow.ts";
import type { Handlers } from "../http/mountApi.ts";
import { VIEW_COLUMNS } from "./viewColumns.ts";

/** Writes a view of one's own. */
export const saveView: Handlers["saveView"] = (context, { params, body }) =>
  putRow(context.db, {
    table: "saved_views",
    id: params.viewId,
    fixed: { organization_id: context.organizationId, user_id: context.userId },
    values: {
      name: body.name,
      is_shared: body.isShared,
      columns: body.columns,
      sort: body.sort,
      filter: body.filter,
    },
    columns: VIEW_COLUMNS,
    row: viewSchema,
  });
