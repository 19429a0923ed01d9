import { organizationOverviewSchema } from "#shared/service";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { cutPage, readCursor } from "../http/pageCursor.ts";

const COLUMNS =
  "id, name, createdAt:created_at, members, leads, calls, lastActiveAt:last_active_at, countedAt:counted_at, state, key";

/** The value that the list is in order by, as the database writes it. */
const key = z.string().max(200);

/** A page of all organisations, as operators see them. */
export const listOrganizations: Handlers["listOrganizations"] = async (context, { query }) => {
  const { search, state, sort, descending, cursor, limit } = query;
  const after = cursor === undefined ? null : readCursor({ key }, cursor);
  const result = await context.db
    .rpc("list_organizations", {
      search,
      wanted_state: state ?? null,
      sort,
      descending,
      after_key: after?.[0] ?? null,
      after_id: after?.[1] ?? null,
      most: limit + 1,
    })
    .select(COLUMNS);
  const rows = parseRows(result, organizationOverviewSchema.extend({ key }));
  const { page, nextCursor } = cutPage(rows, limit, (row) => row.key);
  return { organizations: page, nextCursor };
};
