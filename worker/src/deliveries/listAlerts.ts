import { alertSchema } from "#shared/deliveries";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { cutPage } from "../http/pageCursor.ts";
import { mailProblem } from "./mailProblem.ts";
import { timePage } from "./timePage.ts";

const COLUMNS =
  "id, subject, text:body, state, attempts, lastError:last_error, createdAt:created_at, sentAt:sent_at, isByHand:is_by_hand, isLate:is_late, writtenBy:written_by, organizationId:organization_id, organizationName:organization_name";

const rowSchema = alertSchema.omit({ problem: true }).extend({ lastError: z.string().nullable() });

/** Alerts, the newest first: those an admin's organisation wrote by hand, or all of the service. */
export function listAlerts(wholeService: boolean) {
  const list: Handlers["listServiceAlerts"] & Handlers["listAlerts"] = async (
    context,
    { query },
  ) => {
    const result = await context.db
      .rpc("list_alerts", { whole_service: wholeService, ...timePage(query) })
      .select(COLUMNS);
    const rows = parseRows(result, rowSchema);
    const { page, nextCursor } = cutPage(rows, query.limit, (alert) => alert.createdAt);
    const alerts = page.map(({ lastError, ...alert }) => ({
      ...alert,
      problem: mailProblem(lastError),
    }));
    return { alerts, nextCursor };
  };
  return list;
}
