import { AppError } from "#shared/errors";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone, parseRow } from "../clients/supabase/rows.ts";
import type { WorkContext } from "../http/context.ts";
import type { WebhookProcessors } from "../http/WebhookProcessor.ts";

const messageSchema = z.object({ source: z.string(), payload: z.unknown() });

/** Has a claimed message worked on by its source's processor. Nothing it fails with is thrown: it is written down. */
export async function processMessage(
  context: WorkContext,
  processors: WebhookProcessors,
  messageId: string,
): Promise<void> {
  const db = serviceDatabase(context.env);
  const { source, payload } = parseRow(
    await db.from("webhook_messages").select("source, payload").eq("id", messageId),
    messageSchema,
  );
  const process = processors.get(source);
  let error: string | null = null;
  try {
    if (process === undefined) throw new Error(`Nothing takes messages of ${source}.`);
    await process(context, messageId, payload);
  } catch (thrown) {
    console.error(`A message of ${source} failed again:`, thrown);
    error = thrown instanceof AppError ? `${thrown.code}: ${thrown.message}` : String(thrown);
  }
  // Changes nothing where the processor has written it down itself.
  assertDone(await db.rpc("finish_webhook", { message: messageId, error }));
}
