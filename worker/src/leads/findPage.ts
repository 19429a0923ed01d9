import type { LeadFilter, SortField } from "#shared/leadFilter";
import { type Lead, leadSchema } from "#shared/leads";
import { timestamp } from "#shared/text";
import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";
import { cutPage, readCursor } from "../http/pageCursor.ts";
import { LEAD_COLUMNS } from "./leadColumns.ts";

/** The most rows that the REST API answers at once; the one beyond a page tells that there is another. */
const MOST_ROWS = 1_000;

const text = z.string().max(200).nullable();
const KEYS: Readonly<Record<SortField, z.ZodType<string | number | null>>> = {
  name: z.string().max(200),
  company: text,
  city: text,
  state: text,
  score: z.int(),
  attemptCount: z.int(),
  lastCalledAt: timestamp.nullable(),
  createdAt: timestamp,
};

/** What a page is a page of: a search, a list and conditions, in an order. */
interface PageRequest {
  readonly search: string;
  readonly listId: string | null;
  readonly filter: LeadFilter;
  readonly sort: { readonly field: SortField; readonly descending: boolean };
  readonly cursor?: string | undefined;
  readonly skip?: number | undefined;
  readonly limit: number;
}

/** One page of the leads the caller may see. */
export async function findPage(
  db: Database,
  request: PageRequest,
): Promise<{ leads: Lead[]; nextCursor: string | null }> {
  const { search, listId, filter, sort, cursor } = request;
  const limit = Math.min(request.limit, MOST_ROWS - 1);
  const result = await db
    .rpc("find_leads", {
      search,
      list: listId,
      filter,
      sort: sort.field,
      descending: sort.descending,
      after: cursor === undefined ? null : readCursor({ key: KEYS[sort.field] }, cursor),
      most: limit + 1,
      skip: request.skip ?? 0,
    })
    .select(LEAD_COLUMNS);
  const rows = parseRows(result, leadSchema);
  const { page, nextCursor } = cutPage(rows, limit, (lead) => lead[sort.field]);
  return { leads: page, nextCursor };
}
