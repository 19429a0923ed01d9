import { z } from "zod";

/** What of Billing an address opens: so the palette and banners lead there. */
export const billingSearchSchema = z.object({
  show: z.enum(["plans", "seats", "invoices"]).optional().catch(undefined),
});

/** How Stripe leads back: with its checkout, and to where that was begun. */
export const returnSearchSchema = z.object({
  session: z.string().max(200).optional().catch(undefined),
  from: z.literal("app").optional().catch(undefined),
});
