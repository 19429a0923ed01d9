import { mailDeliverySchema } from "#shared/deliveries";
import { z } from "zod";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { cutPage } from "../http/pageCursor.ts";
import { mailProblem } from "./mailProblem.ts";
import { timePage } from "./timePage.ts";

const COLUMNS =
  "id, template, recipient, subject, state, attempts, detail:last_error, createdAt:created_at, sentAt:sent_at, nextAttemptAt:next_attempt_at, replayedAt:replayed_at, isLate:is_late, organizationId:organization_id, organizationName:organization_name";

/** Of these mails not even the service's answer is told to operators: it may name whom the mail was for. */
const OF_OTHERS = "outcome_mail";

const rowSchema = mailDeliverySchema
  .omit({ problem: true })
  .extend({ detail: z.string().nullable() });

/** Mails, the newest first: of an admin's organisation, or of the whole service. */
export function listMails(wholeService: boolean) {
  const list: Handlers["listServiceMails"] & Handlers["listMails"] = async (context, { query }) => {
    const result = await context.db
      .rpc("list_mails", {
        whole_service: wholeService,
        wanted_state: query.state ?? null,
        ...timePage(query),
      })
      .select(COLUMNS);
    const rows = parseRows(result, rowSchema);
    const { page, nextCursor } = cutPage(rows, query.limit, (mail) => mail.createdAt);
    const mails = page.map((mail) => ({
      ...mail,
      problem: mailProblem(mail.detail),
      detail: wholeService && mail.template === OF_OTHERS ? null : mail.detail,
    }));
    return { mails, nextCursor };
  };
  return list;
}
