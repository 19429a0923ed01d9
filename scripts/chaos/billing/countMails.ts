import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { BillingWorld } from "./startBillingWorld.ts";

const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;
const itemSchema = z.object({
  to: z.string(),
  template: z.string().nullable(),
  variables: z.record(z.string(), z.unknown()),
});

/** What of the mails about invoices has arrived: each is in its mailbox once, or something is wrong. */
export async function countMails(world: BillingWorld): Promise<{
  written: number;
  withdrawn: number;
  arrived: number;
  sentTwice: number;
  unsent: number;
}> {
  const { database } = world;
  const countOf = async (condition: string) =>
    (
      await database.query<{ n: number }>(
        `select count(*)::int as n from public.mail_outbox where invoice_id is not null and ${condition}`,
      )
    ).rows[0]?.n ?? 0;
  // The outbox goes on by its own alarm.
  const isOpen = () => countOf("status not in ('sent', 'failed')");
  for (let waitedMs = 0; waitedMs < WITHIN_MS && (await isOpen()) > 0; waitedMs += LOOK_EVERY_MS)
    await wait(LOOK_EVERY_MS);
  const written = await countOf("true");
  // What a payment has overtaken is not sent any more.
  const withdrawn = await countOf("status = 'failed'");
  const response = await fetch(`${world.mailboxUrl}/messages`);
  const mails = itemSchema
    .array()
    .parse(await response.json())
    .filter(({ template }) => template?.startsWith("billing_") === true)
    .map((mail) => JSON.stringify(mail));
  const different = new Set(mails).size;
  return {
    written,
    withdrawn,
    arrived: mails.length,
    sentTwice: mails.length - different,
    unsent: written - withdrawn - different,
  };
}
