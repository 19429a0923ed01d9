import { inject } from "vitest";
import { Browser, type Reply } from "./Browser.ts";

/** Unix seconds. */
export const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** An event as Stripe sends it, about an object of some customer. */
export function stripeEvent(type: string, object: { id?: string; customer?: string } = {}) {
  const [kind = ""] = type.split(".");
  return {
    id: `evt_${crypto.randomUUID()}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: nowSeconds(),
    type,
    data: { object: { id: `${kind}_1`, object: kind, customer: "cus_of_nobody", ...object } },
  };
}

/** Signs a body as https://docs.stripe.com/webhooks/signature says. */
export async function stripeSignature(
  body: string,
  {
    seconds = nowSeconds(),
    secret = inject("worldEnv")["STRIPE_WEBHOOK_SECRET"]?.split(",")[0] ?? "",
  } = {},
): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey(
    "raw",
    bytes(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, bytes(`${seconds}.${body}`));
  const hex = [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `t=${seconds},v1=${hex}`;
}

/** Sends a body as Stripe would: no cookies, no Origin. */
export function postEvent(body: string, signature: string | null): Promise<Reply> {
  return new Browser().request("/api/webhooks/stripe", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(signature === null ? {} : { "stripe-signature": signature }),
    },
    body,
  });
}

/** Sends an event, signed now. */
export async function sendEvent(event: object): Promise<Reply> {
  const body = JSON.stringify(event);
  return postEvent(body, await stripeSignature(body));
}
