import { Stripe } from "stripe";
import { z } from "zod";
import {
  flag,
  mergeMetadata,
  metadata,
  type ShapeOf,
  text,
  unsettable,
  unsimulated,
} from "../http/formParams.ts";
import { listPage, pageParams } from "../http/listPage.ts";
import { StripeError } from "../StripeError.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import { setSecrets } from "../webhooks/endpointSecrets.ts";

const enabledEvents = z.array(text()).min(1);

const createParams = z.strictObject({
  url: text(),
  enabled_events: enabledEvents,
  api_version: z.literal(Stripe.API_VERSION).optional(),
  connect: unsimulated,
  description: unsettable(text()).optional(),
  metadata: metadata.optional(),
} satisfies ShapeOf<Stripe.WebhookEndpointCreateParams>);

const updateParams = z.strictObject({
  url: text().optional(),
  enabled_events: enabledEvents.optional(),
  description: unsettable(text()).optional(),
  disabled: flag().optional(),
  metadata: metadata.optional(),
} satisfies ShapeOf<Stripe.WebhookEndpointUpdateParams>);

/** Where events are sent to: https://docs.stripe.com/api/webhook_endpoints */
export const webhookEndpointRoutes: readonly StripeRoute[] = [
  route("POST", "/v1/webhook_endpoints", createParams, (world, params) => {
    const endpoint: Stripe.WebhookEndpoint = {
      id: world.newId("we"),
      object: "webhook_endpoint",
      api_version: params.api_version ?? null,
      application: null,
      created: world.now(),
      description: params.description ?? null,
      enabled_events: params.enabled_events,
      livemode: false,
      metadata: mergeMetadata(null, params.metadata),
      status: "enabled",
      url: readUrl(params.url),
    };
    world.store.put("webhook_endpoint", endpoint);
    const secret = world.newId("whsec", 32);
    setSecrets(world.store, endpoint.id, [{ secret, expiresAtMs: null }]);
    return { ...endpoint, secret };
  }),
  route("GET", "/v1/webhook_endpoints", z.strictObject(pageParams), (world, params) =>
    listPage(world, "webhook_endpoint", "/v1/webhook_endpoints", params),
  ),
  route("GET", "/v1/webhook_endpoints/:id", z.strictObject({}), ({ store }, _params, { id = "" }) =>
    store.get("webhook_endpoint", id),
  ),
  route("POST", "/v1/webhook_endpoints/:id", updateParams, ({ store }, params, { id = "" }) => {
    const { disabled, description, enabled_events, url } = params;
    const endpoint = store.get("webhook_endpoint", id);
    return store.put("webhook_endpoint", {
      ...endpoint,
      ...(description === undefined ? {} : { description }),
      ...(enabled_events === undefined ? {} : { enabled_events }),
      ...(disabled === undefined ? {} : { status: disabled ? "disabled" : "enabled" }),
      ...(url === undefined ? {} : { url: readUrl(url) }),
      metadata: mergeMetadata(endpoint.metadata, params.metadata),
    });
  }),
  route(
    "DELETE",
    "/v1/webhook_endpoints/:id",
    z.strictObject({}),
    ({ store }, _params, { id = "" }) => {
      store.get("webhook_endpoint", id);
      store.remove("webhook_endpoint", id);
      return { id, object: "webhook_endpoint", deleted: true };
    },
  ),
];

function readUrl(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new StripeError(400, {
    type: "invalid_request_error",
    code: "url_invalid",
    param: "url",
    message: "Invalid URL: An explicit scheme (such as https) must be provided.",
  });
}
