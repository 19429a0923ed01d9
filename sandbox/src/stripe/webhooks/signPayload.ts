import { createHmac, randomBytes } from "node:crypto";

/**
 * The header `Stripe-Signature`: a `v1` for each secret, and in test mode a `v0` that means nothing
 * (https://docs.stripe.com/webhooks#verify-manually).
 */
export function signPayload(
  payload: string,
  secrets: readonly string[],
  atSeconds: number,
): string {
  const v1 = secrets.map((secret) => {
    const mac = createHmac("sha256", secret).update(`${atSeconds}.${payload}`).digest("hex");
    return `v1=${mac}`;
  });
  return [`t=${atSeconds}`, ...v1, `v0=${randomBytes(32).toString("hex")}`].join(",");
}
