import type { WorkContext } from "./context.ts";

/**
 * Does what a claimed message says (`payload` as the letterbox keeps it), as if it had just come, and writes down how
 * that ended (`finish_webhook`). What it throws is written down for it.
 */
export type WebhookProcessor = (
  context: WorkContext,
  messageId: string,
  payload: unknown,
) => Promise<void>;

/** Who works on the messages of which source. */
export type WebhookProcessors = ReadonlyMap<string, WebhookProcessor>;
