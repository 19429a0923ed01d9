import { AppError } from "#shared/errors";
import type { Handlers } from "../http/mountApi.ts";
import { getBilling } from "./getBilling.ts";
import { listInvoices } from "./listInvoices.ts";
import { refreshBilling } from "./refreshBilling.ts";
import { setBillingContact } from "./setBillingContact.ts";
import { setContract } from "./setContract.ts";

const closed = () => Promise.reject(new AppError("unavailable"));

/** Plans, subscriptions and invoices. */
export const handlers = {
  getBilling,
  refreshBilling,
  createCheckout: closed,
  previewChange: closed,
  changeSubscription: closed,
  dropScheduledChange: closed,
  cancelSubscription: closed,
  resumeSubscription: closed,
  openPortal: closed,
  getUpcomingInvoice: closed,
  listInvoices,
  setBillingContact,
  setContract,
} satisfies Partial<Handlers>;
