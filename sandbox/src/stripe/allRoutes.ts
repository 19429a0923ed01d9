import { checkoutSessionRoutes } from "./resources/checkoutSessionRoutes.ts";
import { customerRoutes } from "./resources/customerRoutes.ts";
import { eventRoutes } from "./resources/eventRoutes.ts";
import { invoiceRoutes } from "./resources/invoiceRoutes.ts";
import { paymentIntentRoutes } from "./resources/paymentIntentRoutes.ts";
import { paymentMethodRoutes } from "./resources/paymentMethodRoutes.ts";
import { portalRoutes } from "./resources/portalRoutes.ts";
import { priceRoutes } from "./resources/priceRoutes.ts";
import { productRoutes } from "./resources/productRoutes.ts";
import { subscriptionItemRoutes } from "./resources/subscriptionItemRoutes.ts";
import { subscriptionRoutes } from "./resources/subscriptionRoutes.ts";
import { testClockRoutes } from "./resources/testClockRoutes.ts";
import { webhookEndpointRoutes } from "./resources/webhookEndpointRoutes.ts";
import { chargeRoutes } from "./resources/chargeRoutes.ts";
import { invoiceItemRoutes } from "./resources/invoiceItemRoutes.ts";
import { setupIntentRoutes } from "./resources/setupIntentRoutes.ts";
import { subscriptionScheduleRoutes } from "./resources/subscriptionScheduleRoutes.ts";
import type { StripeRoute } from "./StripeRoute.ts";

/** Every call of the API that the sandbox answers. */
export const allRoutes: readonly StripeRoute[] = [
  ...checkoutSessionRoutes,
  ...chargeRoutes,
  ...invoiceItemRoutes,
  ...setupIntentRoutes,
  ...subscriptionScheduleRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...invoiceRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...portalRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...subscriptionItemRoutes,
  ...subscriptionRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
];
