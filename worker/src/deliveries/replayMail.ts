import { z } from "zod";
import { dataOf } from "../clients/supabase/rows.ts";
import { drainMail } from "../http/mailOutbox.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Puts a given-up mail back into the outbox, which sends it at most once more. */
export function replayMail(wholeService: boolean) {
  const replay: Handlers["replayServiceMail"] & Handlers["replayMail"] = async (
    context,
    { params },
  ) => {
    const result = await context.db.rpc("replay_mail", {
      mail: params.mailId,
      whole_service: wholeService,
    });
    const isReplayed = z.boolean().parse(dataOf(result));
    if (isReplayed) drainMail(context);
    return { isReplayed };
  };
  return replay;
}
