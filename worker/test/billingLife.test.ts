import { Stripe } from "stripe";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { accountOf } from "../src/billing/accountOf.ts";
import { letterboxOf } from "../src/billing/letterboxOf.ts";
import { syncWhatIsDue } from "../src/billing/syncWhatIsDue.ts";
import { readPrices } from "../src/clients/stripe/readPrices.ts";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone, parseRow, parseRows } from "../src/clients/supabase/rows.ts";
import { agreeContract } from "./agreeContract.ts";
import { messagesTo } from "./mailbox.ts";
import { deliver, eventsOf, payCheckout, stripe } from "./payPages.ts";
import { join, newAddress, type Person, settings, signUp, signUpProven } from "./people.ts";
import { sendEvent } from "./stripeEvents.ts";

const db = serviceDatabase(settings);
const PAGE = `${settings.APP_ORIGIN}/billing`;
const URLS = { successUrl: `${PAGE}/return?session={CHECKOUT_SESSION_ID}`, cancelUrl: PAGE };
let prices: ReadonlyMap<string, string>;
beforeAll(async () => {
  const read = await readPrices(settings);
  if (!read.ok) throw new Error(read.problems.join(" "));
  ({ prices } = read);
});
afterEach(() => vi.restoreAllMocks());

const priceOf = (lookupKey: string) => prices.get(lookupKey) ?? "";
interface Organization {
  readonly admin: Person;
  readonly id: string;
}
async function found(): Promise<Organization> {
  const admin = await signUpProven("admin");
  const { membership } = await admin.browser.call("getMe", {});
  return { admin, id: membership?.organization.id ?? "" };
}
const order = (person: Person, changed: object = {}) => ({
  body: { userId: person.id, priceId: priceOf("pro_monthly"), ...URLS, ...changed },
});
const customerOf = async ({ id }: Organization) =>
  parseRows(
    await db.from("billing_accounts").select("customer_id").eq("organization_id", id),
    z.object({ customer_id: z.string().nullable() }),
  )[0]?.customer_id ?? "";

/** An organization that has bought something, of which the Worker has heard nothing yet. */
async function bought(changed: object = {}) {
  const organization = await found();
  const { admin } = organization;
  const { url } = await admin.browser.call("createCheckout", order(admin, changed));
  expect(await payCheckout(url)).toContain(`${PAGE}/return?session=cs_`);
  const customer = await customerOf(organization);
  return { ...organization, customer, events: await eventsOf(customer) };
}

/** What our own tables say, as a screen shows it. */
const shown = ({ admin }: Organization) => admin.browser.call("getBilling", {});
const mailsOf = async ({ admin }: Organization) => {
  await vi.waitFor(async () => {
    const waiting = await db
      .from("mail_outbox")
      .select("id")
      .eq("recipient", admin.email)
      .neq("status", "sent");
    expect(parseRows(waiting, z.object({}))).toEqual([]);
  }, 10_000);
  const all = await messagesTo(admin.email);
  return all.filter(({ template }) => template?.startsWith("billing") === true);
};
const letterOf = async (event: { id: string }) =>
  parseRows(
    await db.from("webhook_messages").select("id, status, attempts").eq("external_id", event.id),
    z.object({ id: z.string(), status: z.string(), attempts: z.int() }),
  )[0];
/** Counts from now on how often what was read of Stripe for an organization is written. */
function countReadings({ id }: Organization): () => number {
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => real(input, init));
  return () =>
    spy.mock.calls.filter(
      ([input, init]) =>
        urlOf(input).includes("/rpc/apply_billing") && JSON.stringify(init?.body).includes(id),
    ).length;
}
const urlOf = (input: RequestInfo | URL) => (input instanceof Request ? input.url : String(input));

/** Has one function of the database fail. */
function breakDown(name: string): void {
  const real = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation((input, init) =>
    urlOf(input).includes(`/rpc/${name}`)
      ? Promise.resolve(new Response("gone", { status: 503 }))
      : real(input, init),
  );
}

describe("a plan that is bought", () => {
  it("counts once Stripe's messages came, with one mail about its invoice", async () => {
    const organization = await bought();
    expect(await shown(organization)).toMatchObject({ allowance: { planId: "free" } });
    const replies = await deliver(organization.events);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    expect(await shown(organization)).toMatchObject({
      allowance: { planId: "pro", state: "open" },
      hasCustomer: true,
      subscription: { planId: "pro", status: "active", monthlyCents: 9_900, seats: null },
    });
    const { invoices } = await organization.admin.browser.call("listInvoices", { query: {} });
    expect(invoices).toMatchObject([{ status: "paid", amountPaidCents: 9_900 }]);
    const mails = await mailsOf(organization);
    expect(mails).toMatchObject([
      {
        template: "billing_success",
        variables: { amount: "$99.00", invoice_number: invoices[0]?.number },
      },
    ]);
  });

  it("counts without any message, when somebody comes back from paying", async () => {
    const organization = await bought({ priceId: priceOf("team_seat_monthly"), extraSimLines: 4 });
    const billing = await organization.admin.browser.call("refreshBilling", {});
    expect(billing).toMatchObject({
      allowance: { planId: "team", seats: 3, simLines: 24 },
      subscription: {
        seats: 3,
        simSingles: 1,
        simBundles: 1,
        extraSimLines: 4,
        monthlyCents: 12_200,
      },
    });
    await deliver(organization.events);
    expect(await mailsOf(organization)).toHaveLength(1);
  });

  it("is the same whatever order its messages come in, and however often", async () => {
    const organization = await bought();
    await deliver(organization.events.toReversed());
    const before = await shown(organization);
    await deliver(organization.events);
    expect(await shown(organization)).toEqual(before);
    expect(before.subscription?.status).toBe("active");
    expect(await mailsOf(organization)).toHaveLength(1);
  });

  it("is found by the schedule when every message was lost", async () => {
    const organization = await bought();
    await syncWhatIsDue(settings);
    expect((await shown(organization)).subscription).toBeNull();
    const past = new Date(Date.now() - 61 * 60_000).toISOString();
    assertDone(
      await db
        .from("billing_accounts")
        .update({ open_checkout_at: past, synced_at: past })
        .eq("organization_id", organization.id),
    );
    await syncWhatIsDue(settings);
    expect((await shown(organization)).subscription?.status).toBe("active");
  });
});

describe("one message", () => {
  const finished = (events: Awaited<ReturnType<typeof bought>>["events"]) => {
    const event = events.find(({ type }) => type === "checkout.session.completed");
    if (event === undefined) throw new Error("Nothing was told of the checkout.");
    return event;
  };

  it("sent twenty times at once is read for once, and mailed of once", async () => {
    const organization = await bought();
    const event = finished(organization.events);
    const readings = countReadings(organization);
    const replies = await Promise.all(Array.from({ length: 20 }, () => sendEvent(event)));
    const statuses = new Set(replies.map(({ status }) => status));
    expect([...statuses].every((status) => status === 200 || status === 409)).toBe(true);
    expect(statuses).toContain(200);
    expect(readings()).toBe(1);
    expect(await letterOf(event)).toMatchObject({ status: "done", attempts: 1 });
    expect(await mailsOf(organization)).toHaveLength(1);
  });

  it("of many at once shares the next reading with those that wait", async () => {
    const organization = await bought();
    const claimed = await Promise.all(
      organization.events.map(async ({ id: event }) => {
        const wanted = { event, customer: organization.customer, is_wanted: true, payload: {} };
        const claim = await db.rpc("claim_stripe_event", wanted);
        const { id, ticket } = parseRow(claim, z.object({ id: z.uuid(), ticket: z.int() }));
        return { ids: [id], ticket, customer: organization.customer };
      }),
    );
    const readings = countReadings(organization);
    const account = accountOf(settings, organization.id);
    const answers = await Promise.all(claimed.map((one) => account.sync(organization.id, one)));
    expect(answers.map(({ ok }) => ok)).toEqual(claimed.map(() => true));
    expect(readings()).toBe(2);
    const letters = await Promise.all(organization.events.map(letterOf));
    expect(letters.map((letter) => letter?.status)).toEqual(claimed.map(() => "done"));
    expect((await shown(organization)).subscription?.status).toBe("active");
  });

  it("that comes with others of its customer's is claimed and read for with them", async () => {
    const organization = await bought();
    const { customer, events } = organization;
    const readings = countReadings(organization);
    const messages = [...events, ...events].map(({ id, type, created }) => {
      const ids = { objectId: null, customer, charge: null };
      return { id, type, created, ...ids };
    });
    const letterbox = letterboxOf(settings, customer);
    const answers = await Promise.all(messages.map((one) => letterbox.take(customer, one)));
    expect(answers.map(({ ok }) => ok)).toEqual(messages.map(() => true));
    expect(readings()).toBe(1);
    const letters = await Promise.all(events.map(letterOf));
    expect(letters).toEqual(
      events.map(() => expect.objectContaining({ status: "done", attempts: 1 })),
    );
    expect((await shown(organization)).subscription?.status).toBe("active");
  });

  it("is freed where the database fails behind the reading, and done when it comes again", async () => {
    const organization = await bought();
    const event = finished(organization.events);
    breakDown("apply_billing");
    expect((await sendEvent(event)).status).toBe(503);
    expect(await letterOf(event)).toMatchObject({ status: "failed", attempts: 1 });
    vi.restoreAllMocks();
    expect((await shown(organization)).subscription).toBeNull();
    expect((await sendEvent(event)).status).toBe(200);
    expect(await letterOf(event)).toMatchObject({ status: "done", attempts: 2 });
    expect((await shown(organization)).subscription?.status).toBe("active");
  });

  it("is not taken where the database cannot claim it", async () => {
    const organization = await bought();
    const event = finished(organization.events);
    breakDown("claim_stripe_event");
    expect((await sendEvent(event)).status).toBe(503);
    vi.restoreAllMocks();
    expect(await letterOf(event)).toBeUndefined();
  });

  it("is freed where Stripe does not answer, and worked on again from the console", async () => {
    const organization = await bought();
    const { admin } = organization;
    const event = finished(organization.events);
    // Not by the sandbox's weather, which is the other tests', too.
    vi.spyOn(stripe.charges, "list").mockRejectedValue(new Stripe.errors.StripeConnectionError());
    expect((await sendEvent(event)).status).toBe(503);
    vi.restoreAllMocks();
    const letter = await letterOf(event);
    expect(letter?.status).toBe("failed");
    const replayed = await admin.browser.call("replayWebhook", {
      params: { messageId: letter?.id ?? "" },
    });
    expect(replayed.isReplayed).toBe(true);
    expect(await letterOf(event)).toMatchObject({ status: "done" });
    expect((await shown(organization)).subscription?.status).toBe("active");
  });
});

describe("a checkout", () => {
  it("that two open at once is one, of one customer", async () => {
    const organization = await found();
    const { admin } = organization;
    const sessions = await Promise.all(
      [1, 2, 3].map(() => admin.browser.copy().call("createCheckout", order(admin))),
    );
    expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(1);
    const customers = await stripe.customers
      .list({ limit: 100 })
      .autoPagingToArray({ limit: 10_000 });
    expect(
      customers.filter(({ metadata }) => metadata["organization_id"] === organization.id),
    ).toMatchObject([{ id: await customerOf(organization), email: admin.email }]);
  });

  it("of something else closes the one before", async () => {
    const { admin } = await found();
    const first = await admin.browser.call("createCheckout", order(admin));
    const second = await admin.browser.call(
      "createCheckout",
      order(admin, { priceId: priceOf("team_seat_monthly"), seats: 7 }),
    );
    expect(second.sessionId).not.toBe(first.sessionId);
    expect((await stripe.checkout.sessions.retrieve(first.sessionId)).status).toBe("expired");
    const session = await stripe.checkout.sessions.retrieve(second.sessionId, {
      expand: ["line_items"],
    });
    expect(session.line_items?.data).toMatchObject([{ quantity: 7 }]);
  });

  it("is not opened for who has a plan, though its message is still on its way", async () => {
    const organization = await bought();
    const { admin } = organization;
    const refused = await admin.browser.refused("createCheckout", order(admin));
    expect(refused).toMatchObject({ status: 409, code: "already_subscribed" });
    expect((await shown(organization)).subscription?.status).toBe("active");
  });

  it("is opened again for who has ended theirs, or whose customer Stripe has deleted", async () => {
    const organization = await bought();
    const { admin, customer } = organization;
    await stripe.customers.del(customer);
    await deliver((await eventsOf(customer)).slice(-2));
    expect(await shown(organization)).toMatchObject({
      allowance: { planId: "free" },
      subscription: null,
    });
    const { url } = await admin.browser.call("createCheckout", order(admin));
    expect(await customerOf(organization)).not.toBe(customer);
    await payCheckout(url);
    const billing = await admin.browser.call("refreshBilling", {});
    expect(billing.subscription?.status).toBe("active");
  });

  it("is for managers, for themselves or somebody of theirs", async () => {
    const { admin } = await found();
    const [manager, rep] = [await join(admin, "manager"), await join(admin, "rep")];
    const stranger = await signUpProven("stranger");
    expect(await rep.browser.refused("createCheckout", order(rep))).toMatchObject({
      status: 403,
      code: "forbidden",
    });
    expect(await admin.browser.refused("createCheckout", order(stranger))).toMatchObject({
      status: 404,
      code: "not_found",
    });
    const forOther = await admin.browser.call("createCheckout", order(manager));
    expect((await stripe.checkout.sessions.retrieve(forOther.sessionId)).client_reference_id).toBe(
      manager.id,
    );
    expect((await admin.browser.call("getBilling", {})).contact?.email).toBe(manager.email);
  });

  it("is not for who has terms agreed with us: what they paid for would not count", async () => {
    const { admin } = await found();
    await agreeContract(admin);
    expect(await admin.browser.refused("createCheckout", order(admin))).toMatchObject({
      status: 409,
      code: "conflict",
    });
  });

  it("is not for an address that nobody has proved", async () => {
    const person = await signUp("unproven");
    expect(await person.browser.refused("createCheckout", order(person))).toMatchObject({
      status: 403,
      code: "address_unproven",
    });
  });

  it("sells what the catalogue sells, and leads back to our own pages alone", async () => {
    const { admin } = await found();
    const { id: product } = await stripe.products.create({ name: "Somebody's" });
    const elsewhere = await stripe.prices.create({
      currency: "usd",
      unit_amount: 1,
      recurring: { interval: "month" },
      product,
      metadata: { plan: "pro" },
    });
    const origin = settings.APP_ORIGIN;
    for (const [wrong, path] of [
      [{ priceId: elsewhere.id }, "priceId"],
      [{ priceId: priceOf("sim_single_monthly") }, "priceId"],
      [{ priceId: "price_of_nobody" }, "priceId"],
      [{ seats: 3 }, "seats"],
      [{ priceId: priceOf("team_seat_monthly"), seats: 2 }, "seats"],
      [{ priceId: priceOf("team_seat_monthly"), seats: 501 }, "seats"],
      [{ successUrl: "https://evil.example/" }, "successUrl"],
      [{ successUrl: `${origin}.evil.example/` }, "successUrl"],
      [{ successUrl: `${origin}@evil.example/` }, "successUrl"],
      [{ successUrl: `${origin.replace("//", "//a:b@")}/` }, "successUrl"],
      [{ successUrl: `${origin}/api/me` }, "successUrl"],
      [{ successUrl: `${origin}/./API/me` }, "successUrl"],
      [{ successUrl: `${origin}/%61pi/me` }, "successUrl"],
      [{ successUrl: `${origin}/x/..%2fapi/me` }, "successUrl"],
      [{ successUrl: `${origin}//evil.example/` }, "successUrl"],
      [{ successUrl: `${origin}/\\evil.example/` }, "successUrl"],
      [{ cancelUrl: "salespulse://billing" }, "cancelUrl"],
      [{ cancelUrl: "javascript:alert(1)" }, "cancelUrl"],
    ] as const) {
      const refused = await admin.browser.refused("createCheckout", order(admin, wrong));
      expect([wrong, refused]).toMatchObject([
        wrong,
        { status: 400, code: "invalid_input", fields: [{ path }] },
      ]);
    }
  });

  it("is refused for fewer seats than are taken", async () => {
    const { admin } = await found();
    for (let more = 0; more < 3; more += 1)
      await admin.browser.call("invite", { body: { email: newAddress(), role: "rep" } });
    const seats = { priceId: priceOf("team_seat_monthly"), seats: 3 };
    expect(await admin.browser.refused("createCheckout", order(admin, seats))).toMatchObject({
      status: 409,
      code: "exceeds_plan",
      fields: [{ path: "seats" }],
    });
    const { sessionId } = await admin.browser.call(
      "createCheckout",
      order(admin, { priceId: priceOf("team_seat_monthly") }),
    );
    const session = await stripe.checkout.sessions.retrieve(sessionId, { expand: ["line_items"] });
    expect(session.line_items?.data[0]?.quantity).toBe(4);
  });
});
