import { AppError } from "#shared/errors";
import { DurableObject } from "cloudflare:workers";
import type { BillingAccountRpc, Bindings } from "../env.ts";

/** Speaks with Stripe for one organisation, one thing after the other: that customer's lock. */
export class BillingAccount extends DurableObject<Bindings> implements BillingAccountRpc {
  sync(): Promise<void> {
    throw new AppError("unavailable");
  }
}
