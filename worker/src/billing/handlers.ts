import { AppError } from "#shared/errors";
import type { Handlers } from "../http/mountApi.ts";
import { setContract } from "./setContract.ts";

const closed = () => Promise.reject(new AppError("unavailable"));

/** Plans, subscriptions and invoices. */
export const handlers = {
  getBilling: closed,
  refreshBilling: closed,
  createCheckout: closed,
  previewChange: closed,
  changeSubscription: closed,
  dropScheduledChange: closed,
  cancelSubscription: closed,
  resumeSubscription: closed,
  openPortal: closed,
  getUpcomingInvoice: closed,
  listInvoices: closed,
  setBillingContact: closed,
  setContract,
} satisfies Partial<Handlers>;
