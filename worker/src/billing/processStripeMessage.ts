import { z } from "zod";
import { stripeMessageSchema } from "../clients/stripe/verifyEvent.ts";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";
import type { WebhookProcessor } from "../http/WebhookProcessor.ts";
import { unwrapAnswer } from "../http/rpcAnswer.ts";
import { accountOf } from "./accountOf.ts";

/** Works again on a message of Stripe's: its organisation is read anew. One that concerns nobody here is done. */
export const processStripeMessage: WebhookProcessor = async ({ env }, messageId, payload) => {
  const { customer } = stripeMessageSchema.parse(payload);
  if (customer === null) return;
  const found = await serviceDatabase(env)
    .from("billing_accounts")
    .select("organization_id")
    .eq("customer_id", customer);
  const [account] = parseRows(found, z.object({ organization_id: z.uuid() }));
  if (account === undefined) return;
  const { organization_id: organizationId } = account;
  const messages = { ids: [messageId], ticket: null, customer };
  unwrapAnswer(await accountOf(env, organizationId).sync(organizationId, messages));
};
