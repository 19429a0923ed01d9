import { assertDone } from "../clients/supabase/rows.ts";
import { drainMail } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Mails an alert to whoever runs the service, in the organisation's name or in an operator's own. */
export function sendAlert(wholeService: boolean) {
  const send: Handlers["sendServiceAlert"] & Handlers["sendAlert"] = async (context, { body }) => {
    assertDone(
      await context.db.rpc("send_alert", {
        alert: body.id,
        subject: body.subject,
        body: body.text,
        whole_service: wholeService,
      }),
    );
    drainMail(context);
    return { ok: true };
  };
  return send;
}
