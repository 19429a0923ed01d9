import type Stripe from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { buildInvoice, type InvoiceDraft } from "./buildInvoice.ts";
import { readItemNote, writeItemNote } from "./itemNote.ts";
import { amend, create } from "./keep.ts";

/** Keeps a draft; its invoice items are not pending any more. */
export function draftInvoice(world: StripeWorld, draft: InvoiceDraft): Stripe.Invoice {
  const invoice = create(world, "invoice", buildInvoice(world, draft));
  for (const { parent } of invoice.lines.data) {
    const invoiceItem =
      parent?.subscription_item_details?.invoice_item ?? parent?.invoice_item_details?.invoice_item;
    if (invoiceItem) amend(world, "invoiceitem", invoiceItem, { invoice: invoice.id });
  }
  world.emit("invoice.created", invoice);
  return invoice;
}

/** Writes beside the items what the invoice bills them: later credits give back of that. */
export function noteDebits(world: StripeWorld, invoice: Stripe.Invoice): void {
  for (const line of invoice.lines.data) {
    const details = line.parent?.subscription_item_details;
    if (details) noteDebit(world, details, line);
  }
}

/** A line of a whole period is what its item was billed; one of a proration is that where its invoice item is. */
function noteDebit(
  world: StripeWorld,
  details: Stripe.InvoiceLineItem.Parent.SubscriptionItemDetails,
  line: Stripe.InvoiceLineItem,
): void {
  const note = readItemNote(world, details.subscription_item);
  if (!note) return;
  const place = { invoice: line.invoice, line: line.id };
  const { debit } = note;
  if (!details.proration)
    writeItemNote(world, details.subscription_item, {
      ...note,
      debit: {
        amountCents: line.amount,
        start: line.period.start,
        end: line.period.end,
        invoiceItem: null,
        ...place,
      },
    });
  else if (debit?.invoiceItem && debit.invoiceItem === details.invoice_item)
    writeItemNote(world, details.subscription_item, { ...note, debit: { ...debit, ...place } });
}
