import { Stripe } from "stripe";

/** Where its rows go. */
interface BareBindings {
  readonly SUPABASE_URL: string;
  readonly SUPABASE_SERVICE_ROLE_KEY: string;
  readonly STRIPE_WEBHOOK_SECRET: string;
}

const provider = Stripe.createSubtleCryptoProvider();

/** The least that takes a message of Stripe's: verifies it by the SDK and inserts its id. Nothing follows from it. */
export default {
  async fetch(request: Request, env: BareBindings): Promise<Response> {
    if (request.method !== "POST") return new Response(null, { status: 204 });
    const body = await request.text();
    const header = request.headers.get("stripe-signature") ?? "";
    let event: Stripe.Event;
    try {
      event = await Stripe.webhooks.constructEventAsync(
        body,
        header,
        env.STRIPE_WEBHOOK_SECRET,
        undefined,
        provider,
      );
    } catch {
      return new Response(null, { status: 400 });
    }
    const { status } = await fetch(`${env.SUPABASE_URL}/rest/v1/bare_events`, {
      method: "POST",
      headers: {
        apikey: env.SUPABASE_SERVICE_ROLE_KEY,
        authorization: `Bearer ${env.SUPABASE_SERVICE_ROLE_KEY}`,
        "content-type": "application/json",
        prefer: "return=minimal",
      },
      body: JSON.stringify({ id: event.id }),
    });
    return new Response(null, { status: status === 201 ? 200 : 500 });
  },
};
