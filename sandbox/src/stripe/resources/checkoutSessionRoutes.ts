import type { Stripe } from "stripe";
import { z } from "zod";
import { buildSession } from "../checkout/buildSession.ts";
import { checkoutParams } from "../checkout/checkoutParams.ts";
import { readCheckout } from "../checkout/readCheckout.ts";
import { endCheckout } from "../checkout/endCheckout.ts";
import { noteExpiry } from "../checkout/expireCheckouts.ts";
import {
  mergeMetadata,
  metadata,
  type ShapeOf,
  text,
  unsimulated,
  unsimulatedAll,
} from "../http/formParams.ts";
import { createdParam, isWithin, listPage, pageParams } from "../http/listPage.ts";
import { StripeError } from "../StripeError.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";

const none = z.strictObject({});

const listParams = z.strictObject({
  ...pageParams,
  created: createdParam.optional(),
  customer: text().optional(),
  customer_details: z.strictObject({ email: text() }).optional(),
  payment_intent: text().optional(),
  status: z.enum(["open", "complete", "expired"]).optional(),
  subscription: text().optional(),
  customer_account: unsimulated,
  payment_link: unsimulated,
} satisfies ShapeOf<Stripe.Checkout.SessionListParams>);

/** Checkouts: https://docs.stripe.com/api/checkout/sessions */
export const checkoutSessionRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/checkout/sessions", checkoutParams, (world, params) => {
    const { session, ...plans } = readCheckout(world, params);
    const built = world.store.put("checkout.session", buildSession(world, session));
    world.store.setNote(built.id, plans);
    noteExpiry(world, built.expires_at);
    return built;
  }),
  route("GET", "/v1/checkout/sessions", listParams, (world, params) =>
    listPage(world, "checkout.session", "/v1/checkout/sessions", params, {
      customer: params.customer,
      matches: (session) =>
        (params.status ?? session.status) === session.status &&
        (params.subscription ?? session.subscription) === session.subscription &&
        (params.payment_intent ?? session.payment_intent) === session.payment_intent &&
        (params.customer_details?.email ?? session.customer_details?.email) ===
          session.customer_details?.email &&
        isWithin(session.created, params.created),
    }),
  ),
  route("GET", "/v1/checkout/sessions/:id", none, ({ store }, _params, { id = "" }) =>
    store.get("checkout.session", id, "session"),
  ),
  route(
    "POST",
    "/v1/checkout/sessions/:id",
    z.strictObject({
      ...unsimulatedAll(
        "collected_information",
        "line_items",
        "payment_intent_data",
        "shipping_options",
      ),
      metadata: metadata.optional(),
    }),
    ({ store }, params, { id = "" }) => {
      const session = store.get("checkout.session", id, "session");
      return store.put("checkout.session", {
        ...session,
        metadata: mergeMetadata(session.metadata, params.metadata),
      });
    },
  ),
  route(
    "GET",
    "/v1/checkout/sessions/:id/line_items",
    z.strictObject(pageParams),
    ({ store }, { limit, starting_after, ending_before }, { id = "" }) => {
      const { line_items: items } = store.get("checkout.session", id, "session");
      const data = items?.data ?? [];
      const start = starting_after ? data.findIndex((item) => item.id === starting_after) + 1 : 0;
      const end = ending_before ? data.findIndex((item) => item.id === ending_before) : data.length;
      const page = data.slice(start, end).slice(0, limit);
      return { ...items, data: page, has_more: start + page.length < end };
    },
  ),
  route("POST", "/v1/checkout/sessions/:id/expire", none, (world, _params, { id = "" }) => {
    const { status } = world.store.get("checkout.session", id, "session");
    if (status === "open") return endCheckout(world, id, "expired");
    throw new StripeError(400, {
      type: "invalid_request_error",
      message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${status}.`,
    });
  }),
];
