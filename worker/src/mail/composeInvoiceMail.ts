import { timestamp } from "#shared/text";
import { z } from "zod";
import type { Database } from "../clients/supabase/database.ts";
import { parseRows } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";
import type { ComposedMail } from "./ComposedMail.ts";
import type { MailRow } from "./mailRow.ts";

const invoiceSchema = z.object({
  number: z.string().nullable(),
  status: z.string(),
  amount_due_cents: z.int(),
  amount_paid_cents: z.int(),
  url: z.string().nullable(),
  organizations: z.object({
    name: z.string(),
    entitlements: z.object({ grace_ends_at: timestamp.nullable() }).nullable(),
  }),
});
type Invoice = z.output<typeof invoiceSchema>;

/** Says that an invoice was paid, or was not. Null where a payment that had failed has been made since, or is waived. */
export async function composeInvoiceMail(
  mail: MailRow,
  env: Env,
  db: Database,
): Promise<ComposedMail | null> {
  const found = await db
    .from("invoices")
    .select(
      "number, status, amount_due_cents, amount_paid_cents, url, organizations (name, entitlements (grace_ends_at))",
    )
    .eq("id", mail.invoice_id);
  const [invoice] = parseRows(found, invoiceSchema);
  const isFailure = mail.template === "billing_failure";
  if (invoice === undefined || (isFailure && invoice.status !== "open")) return null;
  const billing = `${env.APP_ORIGIN}/billing`;
  const amount = dollars(isFailure ? invoice.amount_due_cents : invoice.amount_paid_cents);
  return {
    subject: isFailure
      ? `Your payment of ${amount} did not go through`
      : `Your payment of ${amount} to SalesPulse`,
    content: {
      template: mail.template,
      variables: {
        amount,
        organization_name: invoice.organizations.name,
        invoice_number: invoice.number ?? "without a number",
        invoice_link: invoice.url ?? billing,
        billing_link: billing,
        ...(isFailure ? { next_step: remedy(invoice) } : {}),
      },
    },
  };
}

function remedy({ organizations: { entitlements } }: Invoice): string {
  const until = entitlements?.grace_ends_at ?? null;
  return until === null
    ? "What you have stays as it is. What you ordered with this invoice begins when it is paid."
    : `Everything goes on until ${day(until)}. If it is not paid by then, you can still see everything, but change nothing.`;
}

// Made once: each making reads the locale's data anew.
const CURRENCY = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

function dollars(cents: number): string {
  return CURRENCY.format(cents / 100);
}

function day(iso: string): string {
  return new Date(iso).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
}
