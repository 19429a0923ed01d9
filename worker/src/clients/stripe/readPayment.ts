import { z } from "zod";
import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";

/** How the payment of an invoice stands. */
export type Payment =
  | { readonly state: "ended" }
  /** The card's bank asks its holder, at that page. */
  | { readonly state: "asked"; readonly url: string | null }
  | { readonly state: "declined"; readonly message: string | null };

const invoiceSchema = z.object({
  status: z.string(),
  hosted_invoice_url: z.string().nullish(),
  payments: z.object({
    data: z.array(
      z.object({
        payment: z.object({
          payment_intent: z
            .object({
              status: z.string(),
              last_payment_error: z.object({ message: z.string().optional() }).nullable(),
            })
            .optional(),
        }),
      }),
    ),
  }),
});

/** Reads how the payment of an invoice stands, by the intents of its payments: https://docs.stripe.com/api/invoice-payment/object */
export function readPayment(settings: StripeSettings, invoice: string): Promise<Payment> {
  return callStripe(async () => {
    const found = await createStripe(settings).invoices.retrieve(invoice, {
      expand: ["payments.data.payment.payment_intent"],
    });
    const { status, hosted_invoice_url: url, payments } = invoiceSchema.parse(found);
    if (status !== "open") return { state: "ended" };
    const intents = payments.data.flatMap(({ payment }) => payment.payment_intent ?? []);
    if (intents.some((intent) => intent.status === "requires_action"))
      return { state: "asked", url: url ?? null };
    const failed = intents.find((intent) => intent.last_payment_error !== null);
    return { state: "declined", message: failed?.last_payment_error?.message ?? null };
  });
}
