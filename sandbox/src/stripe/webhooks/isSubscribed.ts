import type Stripe from "stripe";

/** Whether an endpoint is told of a type of event: https://docs.stripe.com/api/webhook_endpoints/create */
export function isSubscribed(endpoint: Stripe.WebhookEndpoint, type: string): boolean {
  const { status, enabled_events: enabled } = endpoint;
  return status === "enabled" && (enabled.includes("*") || enabled.includes(type));
}
