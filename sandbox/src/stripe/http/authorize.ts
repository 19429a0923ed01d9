import { createHash, timingSafeEqual } from "node:crypto";
import { StripeError } from "../StripeError.ts";

/**
 * The secret key as bearer, or as the user of Basic: https://docs.stripe.com/api/authentication
 * @throws StripeError 401
 */
export function authorize(header: string | undefined, apiKey: string): void {
  const given = keyIn(header ?? "");
  if (given === undefined) {
    throw refusal(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    );
  }
  if (timingSafeEqual(digestOf(given), digestOf(apiKey))) return;
  const hidden =
    given.length > 12
      ? `${given.slice(0, 8)}${"*".repeat(given.length - 12)}${given.slice(-4)}`
      : "*".repeat(given.length);
  throw refusal(`Invalid API Key provided: ${hidden}`);
}

function keyIn(header: string): string | undefined {
  const [scheme = "", value = ""] = header.split(" ");
  if (scheme.toLowerCase() === "bearer" && value !== "") return value;
  if (scheme.toLowerCase() !== "basic") return undefined;
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] || undefined;
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function refusal(message: string): StripeError {
  return new StripeError(401, { type: "invalid_request_error", message });
}
