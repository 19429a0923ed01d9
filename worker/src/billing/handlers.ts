import type { Handlers } from "../http/mountApi.ts";
import { createCheckout } from "./createCheckout.ts";
import { getBilling } from "./getBilling.ts";
import { previewChange } from "./previewChange.ts";
import { changeSubscription } from "./changeSubscription.ts";
import { dropScheduledChange } from "./dropScheduledChange.ts";
import { cancelSubscription } from "./cancelSubscription.ts";
import { resumeSubscription } from "./resumeSubscription.ts";
import { openPortal } from "./openPortal.ts";
import { getUpcomingInvoice } from "./getUpcomingInvoice.ts";
import { listInvoices } from "./listInvoices.ts";
import { refreshBilling } from "./refreshBilling.ts";
import { setBillingContact } from "./setBillingContact.ts";
import { setContract } from "./setContract.ts";

/** Plans, subscriptions and invoices. */
export const handlers = {
  getBilling,
  refreshBilling,
  createCheckout,
  previewChange,
  changeSubscription,
  dropScheduledChange,
  cancelSubscription,
  resumeSubscription,
  openPortal,
  getUpcomingInvoice,
  listInvoices,
  setBillingContact,
  setContract,
} satisfies Partial<Handlers>;
