import type { Stripe } from "stripe";
import { z } from "zod";
import { flag, type ShapeOf, text } from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";

const listParams = z.strictObject({
  ...pageParams,
  created: createdParam.optional(),
  type: text().optional(),
  types: z.array(text()).max(20).optional(),
  delivery_success: flag().optional(),
} satisfies ShapeOf<Stripe.EventListParams>);

/** What has happened: https://docs.stripe.com/api/events */
export const eventRoutes: readonly StripeRoute[] = [
  route("GET", "/v1/events/:id", z.strictObject({}), ({ store }, _params, { id = "" }) =>
    store.get("event", id),
  ),
  route("GET", "/v1/events", listParams, (world, params) =>
    listPage(world, "event", "/v1/events", params, {
      matches: ({ type, created, pending_webhooks: pending }) =>
        (params.type === undefined || matches(params.type, type)) &&
        (params.types?.includes(type) ?? true) &&
        (params.delivery_success ?? pending === 0) === (pending === 0) &&
        isWithin(created, params.created),
    }),
  ),
];

/** `invoice.*` means every event of invoices. */
function matches(pattern: string, type: string): boolean {
  return pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
