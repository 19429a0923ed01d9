import { Stripe } from "stripe";
import { z } from "zod";
import { idOf } from "./truth.ts";

/** How far a message's time may lie from ours (s). */
const TOLERANCE_SECONDS = 300;

/** Of a message, what is followed: which object of which customer it is about. Nothing of what it says is believed. */
const eventSchema = z.object({
  id: z.string().min(1).max(200),
  object: z.literal("event"),
  type: z.string().min(1).max(100),
  created: z.int(),
  data: z.object({
    object: z.object({
      object: z.string(),
      id: z.string().nullish(),
      customer: idOf.nullish(),
      charge: idOf.nullish(),
    }),
  }),
});

/** A message of Stripe's, as the letterbox keeps it: ids alone. */
export const stripeMessageSchema = z.object({
  id: z.string(),
  type: z.string(),
  /** Unix seconds. */
  created: z.int(),
  objectId: z.string().nullable(),
  customer: z.string().nullable(),
  /** Of what names no customer itself: a dispute. */
  charge: z.string().nullable(),
});
export type StripeMessage = z.infer<typeof stripeMessageSchema>;

/**
 * The message in a body that Stripe signed now with one of the secrets; null for any other body.
 * https://docs.stripe.com/webhooks/signature
 */
export async function verifyEvent(
  body: ArrayBuffer,
  header: string,
  secrets: readonly string[],
  nowMs: number,
): Promise<StripeMessage | null> {
  const signedAt = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header)?.[1] ?? 0);
  // The SDK takes what is signed for a time to come.
  if (signedAt - nowMs / 1_000 > TOLERANCE_SECONDS) return null;
  for (const secret of secrets) {
    const event = await readSigned(new Uint8Array(body), header, secret, nowMs);
    if (event === null) continue;
    const read = eventSchema.safeParse(event);
    return read.success ? messageOf(read.data) : null;
  }
  return null;
}

async function readSigned(body: Uint8Array, header: string, secret: string, nowMs: number) {
  try {
    const provider = Stripe.createSubtleCryptoProvider();
    return await Stripe.webhooks.constructEventAsync(
      body,
      header,
      secret,
      TOLERANCE_SECONDS,
      provider,
      nowMs,
    );
  } catch (error) {
    // Signed by somebody else, no JSON, or a notification of Stripe's second API: the SDK has no class for that.
    const isRefused =
      error instanceof Stripe.errors.StripeError ||
      error instanceof SyntaxError ||
      (error instanceof Error && error.name === "Error");
    if (isRefused) return null;
    throw error;
  }
}

function messageOf({ id, type, created, data }: z.infer<typeof eventSchema>): StripeMessage {
  const { object } = data;
  return {
    id,
    type,
    created,
    objectId: object.id ?? null,
    customer: (object.object === "customer" ? object.id : object.customer) ?? null,
    charge: object.charge ?? null,
  };
}
