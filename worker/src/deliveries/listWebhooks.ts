import { webhookDeliverySchema } from "#shared/deliveries";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { cutPage } from "../http/pageCursor.ts";
import { timePage } from "./timePage.ts";

const COLUMNS =
  "id, source, externalId:external_id, state, attempts, lastError:last_error, receivedAt:received_at, finishedAt:finished_at, organizationId:organization_id, organizationName:organization_name";

/** Messages that webhooks brought, the newest first: of an admin's organisation, or of the whole service. */
export function listWebhooks(wholeService: boolean) {
  const list: Handlers["listServiceWebhooks"] & Handlers["listWebhooks"] = async (
    context,
    { query },
  ) => {
    const result = await context.db
      .rpc("list_webhooks", {
        whole_service: wholeService,
        wanted_state: query.state ?? null,
        ...timePage(query),
      })
      .select(COLUMNS);
    const rows = parseRows(result, webhookDeliverySchema);
    const { page, nextCursor } = cutPage(rows, query.limit, (message) => message.receivedAt);
    return { messages: page, nextCursor };
  };
  return list;
}
