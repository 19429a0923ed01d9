import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { BillingWorld } from "./startBillingWorld.ts";

const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;
const itemSchema = z.object({ to: z.string(), subject: z.string(), html: z.string() });

/** What of the mails about invoices has arrived: each is in the mailbox once, or something is wrong. */
export async function countMails(
  world: BillingWorld,
): Promise<{ written: number; arrived: number; sentTwice: number; unsent: number }> {
  const { database } = world;
  const countOf = async (condition: string) =>
    (
      await database.query<{ n: number }>(
        `select count(*)::int as n from public.mail_outbox where invoice_id is not null and ${condition}`,
      )
    ).rows[0]?.n ?? 0;
  // The outbox goes on by its own alarm.
  for (
    let waitedMs = 0;
    waitedMs < WITHIN_MS && (await countOf("status not in ('sent', 'failed')")) > 0;
  ) {
    await wait(LOOK_EVERY_MS);
    waitedMs += LOOK_EVERY_MS;
  }
  const written = await countOf("true");
  const response = await fetch(`${world.mailboxUrl}/messages`);
  const items = itemSchema.array().parse(await response.json());
  const ofInvoices = items.filter(({ to }) => to.endsWith("@chaos.example"));
  const arrived = ofInvoices.length;
  const different = new Set(
    ofInvoices.map(({ to, subject, html }) => JSON.stringify([to, subject, html])),
  ).size;
  return { written, arrived, sentTwice: arrived - different, unsent: written - different };
}
