import { describe, expect, it } from "vitest";
import { z } from "zod";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { parseRows } from "../src/clients/supabase/rows.ts";
import { readError } from "./Browser.ts";
import { settings, signUpProven } from "./people.ts";
import { nowSeconds, postEvent, stripeEvent, stripeSignature } from "./stripeEvents.ts";

const db = serviceDatabase(settings);

async function kept(event: string) {
  const found = await db
    .from("webhook_messages")
    .select("status, payload, organization_id")
    .eq("source", "stripe")
    .eq("external_id", event);
  return parseRows(
    found,
    z.object({ status: z.string(), payload: z.unknown(), organization_id: z.string().nullable() }),
  );
}

describe("what is refused with nothing written", () => {
  const refused = async (body: string, signature: string | null, event: string) => ({
    ...readError(await postEvent(body, signature)),
    kept: await kept(event),
  });
  const REFUSED = { status: 400, code: "invalid_input", kept: [] };

  it("what nobody signed, or somebody else did", async () => {
    const event = stripeEvent("customer.subscription.updated");
    const body = JSON.stringify(event);
    const genuine = await stripeSignature(body);
    for (const signature of [
      null,
      "",
      "v1=",
      await stripeSignature(body, { secret: "whsec_somebody_elses" }),
      `t=${nowSeconds()},v1=${"0".repeat(64)}`,
      genuine.replace("v1=", "v0="),
      genuine.slice(0, -2),
    ])
      expect(await refused(body, signature, event.id)).toMatchObject(REFUSED);
  });

  it("a signature of another body or another time", async () => {
    const event = stripeEvent("invoice.paid");
    const body = JSON.stringify(event);
    const genuine = await stripeSignature(body);
    for (const [text, signature] of [
      [body.replace("invoice.paid", "invoice.voided"), genuine],
      [body.slice(0, -1), genuine],
      [`${body} `, genuine],
      ["", genuine],
      [body, genuine.replace(/t=\d+/, `t=${nowSeconds() - 60}`)],
    ] as const)
      expect(await refused(text, signature, event.id)).toMatchObject(REFUSED);
  });

  it.each([-301, -86_400, 301, 86_400])("what was signed %i seconds from now", async (away) => {
    const event = stripeEvent("invoice.paid");
    const body = JSON.stringify(event);
    const signature = await stripeSignature(body, { seconds: nowSeconds() + away });
    expect(await refused(body, signature, event.id)).toMatchObject(REFUSED);
  });

  it("what is larger than 1 MiB, though signed", async () => {
    const event = { ...stripeEvent("invoice.paid"), filler: "x".repeat(1024 * 1024) };
    const body = JSON.stringify(event);
    expect(await refused(body, await stripeSignature(body), event.id)).toMatchObject(REFUSED);
  });

  it.each([
    "{",
    "[]",
    "null",
    "{}",
    '{"id":"evt_1"}',
    '{"id":"evt_1","object":"v2.core.event","type":"v2.core.account.updated"}',
  ])("what is signed but no event: %s", async (body) => {
    expect(await refused(body, await stripeSignature(body), "evt_1")).toMatchObject(REFUSED);
  });

  it("a page's cookies and Origin", async () => {
    const { browser } = await signUpProven("admin");
    const event = stripeEvent("invoice.paid");
    const reply = await browser.request("/api/webhooks/stripe", {
      method: "POST",
      headers: { origin: settings.APP_ORIGIN, "content-type": "application/json" },
      body: JSON.stringify(event),
    });
    expect(readError(reply)).toMatchObject({ status: 400, code: "invalid_input" });
    expect(await kept(event.id)).toEqual([]);
  });
});

describe("what Stripe signed", () => {
  it("counts by any of its signatures, as Stripe signs with two secrets while one is rolled", async () => {
    const event = stripeEvent("invoice.paid");
    const body = JSON.stringify(event);
    const seconds = nowSeconds();
    const [other, own] = await Promise.all([
      stripeSignature(body, { seconds, secret: "whsec_the_one_before" }),
      stripeSignature(body, { seconds }),
    ]);
    expect((await postEvent(body, `${other},${own.split(",")[1]}`)).status).toBe(200);
  });

  it("and nothing follows from is accepted, and kept by its ids alone", async () => {
    const event = stripeEvent("payment_method.attached", { customer: "cus_of_nobody" });
    const body = JSON.stringify(event);
    const replies = await Promise.all(
      [1, 2].map(async () => postEvent(body, await stripeSignature(body))),
    );
    expect(replies.map(({ status }) => status)).toContain(200);
    expect(await kept(event.id)).toEqual([
      {
        status: "done",
        organization_id: null,
        payload: {
          id: event.id,
          type: event.type,
          created: event.created,
          objectId: event.data.object.id,
          customer: "cus_of_nobody",
          charge: null,
        },
      },
    ]);
  });

  it("of a customer that is nobody here is done", async () => {
    const event = stripeEvent("customer.subscription.updated", { customer: "cus_of_nobody" });
    const body = JSON.stringify(event);
    expect((await postEvent(body, await stripeSignature(body))).status).toBe(200);
    expect(await kept(event.id)).toMatchObject([{ status: "done", organization_id: null }]);
  });
});
