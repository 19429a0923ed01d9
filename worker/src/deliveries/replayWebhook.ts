import { z } from "zod";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import type { WebhookProcessors } from "../http/WebhookProcessor.ts";
import { processMessage } from "./processMessage.ts";

/** Takes a failed message and has its source's processor work on it again. */
export function replayWebhook(wholeService: boolean, processors: WebhookProcessors) {
  const replay: Handlers["replayServiceWebhook"] & Handlers["replayWebhook"] = async (
    context,
    { params },
  ) => {
    const result = await context.db.rpc("replay_webhook", {
      message: params.messageId,
      whole_service: wholeService,
    });
    const isReplayed = z.boolean().parse(dataOf(result));
    if (isReplayed) await processMessage(context, processors, params.messageId);
    return { isReplayed };
  };
  return replay;
}
