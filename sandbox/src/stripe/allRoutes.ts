import { eventRoutes } from "./resources/eventRoutes.ts";
import { webhookEndpointRoutes } from "./resources/webhookEndpointRoutes.ts";
import type { StripeRoute } from "./StripeRoute.ts";

/** Every call of the API that the sandbox answers. */
export const allRoutes: readonly StripeRoute[] = [...eventRoutes, ...webhookEndpointRoutes];
