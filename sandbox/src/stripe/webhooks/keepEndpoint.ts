import { Stripe } from "stripe";
import type { StripeWorld } from "../StripeWorld.ts";
import { setSecrets } from "./endpointSecrets.ts";

/** What marks the endpoint that the sandbox was started with, whose address may be another at each start. */
const MARK = { sandbox: "started with this endpoint" };

/** Makes the account's own endpoint, or moves it to where it is now. */
export function keepEndpoint(
  world: StripeWorld,
  { url, secret }: { url: string; secret: string },
): void {
  const { store } = world;
  store.change(() => {
    const before = store
      .list("webhook_endpoint")
      .find(({ metadata }) => metadata["sandbox"] === MARK.sandbox);
    const endpoint = store.put("webhook_endpoint", {
      id: before?.id ?? world.newId("we"),
      object: "webhook_endpoint",
      api_version: Stripe.API_VERSION,
      application: null,
      created: before?.created ?? world.now(),
      description: null,
      enabled_events: ["*"],
      livemode: false,
      metadata: MARK,
      status: "enabled",
      url,
    });
    setSecrets(store, endpoint.id, [{ secret, expiresAtMs: null }]);
  });
}
