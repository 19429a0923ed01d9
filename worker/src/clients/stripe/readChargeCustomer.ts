import { z } from "zod";
import { callStripe } from "./callStripe.ts";
import { createStripe, type StripeSettings } from "./createStripe.ts";
import { idOf } from "./truth.ts";

const LIMITS = { timeout: 10_000, maxNetworkRetries: 1 };
const chargeSchema = z.object({ customer: idOf.nullable() });

/** Whose payment a charge was; null: nobody's that we sell to. @throws AppError `unavailable` */
export function readChargeCustomer(
  settings: StripeSettings,
  charge: string,
): Promise<string | null> {
  return callStripe(async () => {
    const found = await createStripe(settings).charges.retrieve(charge, {}, LIMITS);
    return chargeSchema.parse(found).customer;
  });
}
