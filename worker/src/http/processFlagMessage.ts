import { AppError } from "#shared/errors";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone, dataOf } from "../clients/supabase/rows.ts";
import type { WorkContext } from "./context.ts";
import type { FlagMessage } from "./flagMessageSchema.ts";
import { pokeHub, pokeHubs } from "./liveLine.ts";
import { drainMail } from "./mailOutbox.ts";

/**
 * Does what a claimed message about a flag says; that and the end of the work on it are one transaction. What goes
 * wrong is written to the message, which frees it to be tried again.
 * @param messageId the row that `claim_webhook` answered
 * @throws AppError `not_found` for an unknown flag, organization or person, or by what failed
 */
export async function processFlagMessage(
  context: WorkContext,
  messageId: string,
  message: FlagMessage,
): Promise<void> {
  const { env } = context;
  const db = serviceDatabase(env);
  let concerned: string | null;
  try {
    const result = await db.rpc("take_flag_message", {
      message: messageId,
      flag: message.flag,
      scope: message.scope,
      organization: message.organizationId ?? null,
      person: message.userId ?? null,
      is_on: message.value === null ? null : message.value === "on",
      sender: message.by,
    });
    concerned = z.uuid().nullable().parse(dataOf(result));
  } catch (error) {
    const reason = error instanceof AppError ? `${error.code}: ${error.message}` : String(error);
    assertDone(await db.rpc("finish_webhook", { message: messageId, error: reason }));
    throw error;
  }
  context.background(concerned === null ? pokeHubs(env) : pokeHub(env, concerned));
  drainMail(context);
}
