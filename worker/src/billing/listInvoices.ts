import { invoiceSchema } from "#shared/billing";
import { timestamp } from "#shared/text";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { afterCursor, cutPage, type PageOrder, readCursor } from "../http/pageCursor.ts";
import { INVOICE_COLUMNS } from "./invoiceColumns.ts";

const NEWEST_FIRST: PageOrder = {
  column: "created_at",
  ascending: false,
  key: timestamp,
  id: z.string().regex(/^in_\w{1,100}$/),
};

/** The organisation's invoices as Stripe last said them, the newest first. */
export const listInvoices: Handlers["listInvoices"] = async (context, { query }) => {
  let wanted = context.db
    .from("invoices")
    .select(INVOICE_COLUMNS)
    .order(NEWEST_FIRST.column, { ascending: false })
    .order("id")
    .limit(query.limit + 1);
  if (query.cursor !== undefined)
    wanted = wanted.or(afterCursor(NEWEST_FIRST, readCursor(NEWEST_FIRST, query.cursor)));
  const rows = parseRows(await wanted, invoiceSchema);
  const { page, nextCursor } = cutPage(rows, query.limit, (invoice) => invoice.createdAt);
  return { invoices: page, nextCursor };
};
