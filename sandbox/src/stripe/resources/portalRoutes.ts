import type Stripe from "stripe";
import { z } from "zod";
import { flag } from "../http/formParams.ts";
import { listPage, pageParams } from "../http/listPage.ts";
import { changeConfiguration, emptyConfiguration } from "../portal/buildConfiguration.ts";
import {
  createConfigurationParams,
  type PortalSessionParams,
  portalSessionParams,
  updateConfigurationParams,
} from "../portal/portalParams.ts";
import { StripeError } from "../StripeError.ts";
import { route, type StripeRoute } from "../StripeRoute.ts";
import type { StripeWorld } from "../StripeWorld.ts";

const CONFIGURATIONS = "/v1/billing_portal/configurations";

/** The customer portal: https://docs.stripe.com/api/customer_portal */
export const portalRoutes: readonly StripeRoute[] = [
  route("POST", CONFIGURATIONS, createConfigurationParams, (world, params) => {
    const configuration = changeConfiguration(world, emptyConfiguration(world), params);
    world.store.put("billing_portal.configuration", configuration);
    world.emit("billing_portal.configuration.created", configuration);
    return configuration;
  }),
  route(
    "GET",
    CONFIGURATIONS,
    z.strictObject({ ...pageParams, active: flag().optional(), is_default: flag().optional() }),
    (world, params) =>
      listPage(world, "billing_portal.configuration", CONFIGURATIONS, params, {
        matches: ({ active, is_default: isDefault }) =>
          (params.active ?? active) === active && (params.is_default ?? isDefault) === isDefault,
      }),
  ),
  route("GET", `${CONFIGURATIONS}/:id`, z.strictObject({}), ({ store }, _params, { id = "" }) =>
    store.get("billing_portal.configuration", id, "configuration"),
  ),
  route(
    "POST",
    `${CONFIGURATIONS}/:id`,
    updateConfigurationParams,
    (world, params, { id = "" }) => {
      const before = world.store.get("billing_portal.configuration", id, "configuration");
      if (before.is_default && params.active === false) {
        throw refusal("You cannot deactivate the default configuration.", "active");
      }
      const after = changeConfiguration(world, before, params);
      world.store.put("billing_portal.configuration", after);
      world.emit("billing_portal.configuration.updated", after);
      return after;
    },
  ),
  route("POST", "/v1/billing_portal/sessions", portalSessionParams, (world, params) => {
    const { id: customer } = world.store.get("customer", params.customer, "customer");
    const configuration = findConfiguration(world, params.configuration);
    const id = world.newId("bps");
    const session: Stripe.BillingPortal.Session = {
      id,
      object: "billing_portal.session",
      configuration: configuration.id,
      created: world.now(),
      customer,
      customer_account: null,
      flow: readFlow(world, params),
      livemode: false,
      locale: params.locale ?? null,
      on_behalf_of: null,
      return_url: params.return_url ?? configuration.default_return_url,
      url: `${world.url}/portal/${id}`,
    };
    return world.store.put("billing_portal.session", session);
  }),
];

function findConfiguration(world: StripeWorld, id: string | undefined) {
  const found =
    id === undefined
      ? world.store.list("billing_portal.configuration").find(({ is_default }) => is_default)
      : world.store.get("billing_portal.configuration", id, "configuration");
  if (!found) {
    throw refusal(
      "No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode at https://dashboard.stripe.com/test/settings/billing/portal.",
    );
  }
  if (!found.active) throw refusal(`The configuration ${found.id} is not active.`, "configuration");
  return found;
}

function readFlow(
  world: StripeWorld,
  { customer, flow_data: data }: PortalSessionParams,
): Stripe.BillingPortal.Session.Flow | null {
  if (!data) return null;
  const { type, after_completion: after, subscription_cancel: cancel } = data;
  if (type === "subscription_cancel") {
    const { subscription: id = "" } = cancel ?? {};
    const param = "flow_data[subscription_cancel][subscription]";
    const found = world.store.get("subscription", id, param);
    if (found.customer !== customer) {
      throw refusal(`The subscription ${id} does not belong to the customer ${customer}.`, param);
    }
  }
  return {
    after_completion: {
      hosted_confirmation: null,
      redirect: after?.redirect ?? null,
      type: after?.type ?? "portal_homepage",
    },
    customer_update: null,
    subscription_cancel: cancel ? { retention: null, subscription: cancel.subscription } : null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  };
}

function refusal(message: string, param?: string): StripeError {
  return new StripeError(400, {
    type: "invalid_request_error",
    message,
    ...(param === undefined ? {} : { param }),
  });
}
