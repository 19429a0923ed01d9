import { AppError } from "#shared/errors";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { parseRow } from "../clients/supabase/rows.ts";
import type { WorkContext } from "../http/context.ts";
import { flagMessageSchema } from "../http/flagMessageSchema.ts";
import { parseInput } from "../http/parseInput.ts";
import { parseJsonBody } from "../http/parseJsonBody.ts";
import { processFlagMessage } from "../http/processFlagMessage.ts";
import { readBody } from "../http/readBody.ts";
import { verifySignature } from "./verifySignature.ts";

const MAX_BODY_BYTES = 64 * 1024;
const claimSchema = z.object({ id: z.uuid(), state: z.enum(["claimed", "done", "busy"]) });

/**
 * Takes a change of a flag made elsewhere. Nothing is written before the signature holds; the same message again
 * changes nothing and is answered the same.
 * @throws AppError `conflict` while the same message is being worked on
 */
export async function receiveFlagMessage(
  context: WorkContext,
  request: Request,
): Promise<Response> {
  const { FLAG_WEBHOOK_SECRET: secrets } = context.env;
  if (secrets === undefined) throw new AppError("unavailable");
  const body = await readBody(request, MAX_BODY_BYTES);
  const header = request.headers.get("x-salespulse-signature") ?? "";
  if (!(await verifySignature(header, body, secrets, Date.now())))
    throw new AppError("invalid_input", "The signature is missing, wrong or too old.");
  const message = parseInput(flagMessageSchema, parseJsonBody(body));

  const claim = await serviceDatabase(context.env).rpc("claim_webhook", {
    source: "feature_flags",
    external_id: message.id,
    payload: message,
  });
  const { id, state } = parseRow(claim, claimSchema);
  if (state === "busy") throw new AppError("conflict", "This message is being worked on.");
  if (state === "claimed") await processFlagMessage(context, id, message);
  return Response.json({ ok: true });
}
