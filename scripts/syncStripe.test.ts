import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { Stripe } from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningStripe, startStripe } from "#sandbox/stripe/startStripe";
import { createStripe } from "../worker/src/clients/stripe/createStripe.ts";
import { readPortal } from "../worker/src/clients/stripe/readPortal.ts";
import { type StripeSyncOptions, syncStripe } from "./syncStripe.ts";

const KEY = "sk_test_for_the_sync";
const WEBHOOK = "https://app.example.com/api/webhooks/stripe";

let dataDir: string;
let running: RunningStripe;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sync-stripe-"));
  running = await startStripe({ dataDir, apiKey: KEY });
});
afterEach(async () => {
  await running.stop();
  await rm(dataDir, { recursive: true });
});

const settings = () => ({ STRIPE_API_KEY: KEY, STRIPE_API_URL: running.url });

/** Runs the command with what a test changes; answers what it says. */
async function sync({ environment, ...changes }: Partial<StripeSyncOptions> = {}): Promise<string> {
  const lines: string[] = [];
  await syncStripe({
    environment: { ...settings(), ...environment },
    checkOnly: false,
    isLiveAllowed: false,
    webhookUrl: null,
    isAgreed: () => Promise.resolve(true),
    log: (line) => lines.push(line),
    ...changes,
  });
  return lines.join("\n");
}

/** The settings that a run printed. */
function printed(said: string): Record<string, string> {
  return Object.fromEntries(
    [...said.matchAll(/^([A-Z_0-9]+)=(\S+)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}

const stripe = () => createStripe(settings());
async function priceOf(lookupKey: string): Promise<Stripe.Price> {
  const { data } = await stripe().prices.list({ lookup_keys: [lookupKey] });
  const [price] = data;
  if (price === undefined) throw new Error(`There is no price ${lookupKey}.`);
  return price;
}

test("an empty account is filled, and found right by a second run and by the check", async () => {
  const first = await sync({ webhookUrl: WEBHOOK });
  expect(first).toContain("create price       pro_monthly, 9900 cents a month");
  expect(printed(first)).toEqual({
    VOICE_ADDON_SINGLE_SIM_PRICE_ID: (await priceOf("voice_single_monthly")).id,
    VOICE_ADDON_BUNDLE_3_PRICE_ID: (await priceOf("voice_bundle_3_monthly")).id,
    STRIPE_WEBHOOK_SECRET: expect.stringMatching(/^whsec_/),
  });
  expect(await priceOf("team_seat_monthly")).toMatchObject({
    unit_amount: 2900,
    currency: "usd",
    recurring: { interval: "month", usage_type: "licensed" },
    metadata: { catalogue: "salespulse", plan: "team", unit: "seat" },
  });
  const second = await sync({ webhookUrl: WEBHOOK });
  expect(second).toContain("Nothing to do.");
  const { STRIPE_WEBHOOK_SECRET: _told, ...variables } = printed(first);
  expect(printed(second)).toEqual(variables);
  expect(await sync({ checkOnly: true, environment: variables })).toBe(
    "Stripe's 6 prices are what data/plans.yml says.",
  );
  expect((await stripe().webhookEndpoints.list()).data).toHaveLength(1);
});

test("the portal takes cards and shows invoices, and lets nobody change plans; it is found again", async () => {
  expect(await readPortal(settings())).toBeNull();
  await sync();
  const id = await readPortal(settings());
  expect(id).not.toBeNull();
  expect(await stripe().billingPortal.configurations.retrieve(id ?? "")).toMatchObject({
    features: {
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
      subscription_update: { enabled: false },
      subscription_cancel: { enabled: false },
    },
  });
});

test("a price that was edited is replaced: the key goes over, subscribers keep theirs", async () => {
  await sync();
  const right = await priceOf("pro_monthly");
  if (typeof right.product !== "string") throw new Error("The product is an id.");
  const wrong = await stripe().prices.create({
    product: right.product,
    currency: "usd",
    unit_amount: 100,
    recurring: { interval: "month" },
    lookup_key: "pro_monthly",
    transfer_lookup_key: true,
    metadata: right.metadata,
  });
  await expect(sync({ checkOnly: true })).rejects.toThrow(
    `${wrong.id} (pro_monthly) costs 100 cents; data/plans.yml says 9900 cents.`,
  );
  const said = await sync();
  expect(said).toContain(
    `take price         ${right.id} for pro_monthly, takes the lookup key from ${wrong.id}`,
  );
  expect(said).toContain(
    `archive price      ${wrong.id}, 100 cents a month (its subscribers keep it)`,
  );
  expect((await priceOf("pro_monthly")).id).toBe(right.id);
  expect(await stripe().prices.retrieve(wrong.id)).toMatchObject({
    active: false,
    lookup_key: null,
    metadata: { plan: "pro" },
  });
  expect(await sync()).toContain("Nothing to do.");
});

test("what breaks off is finished by the next run, and nothing made twice", async () => {
  const isAgreed = async () => {
    // Once more than the SDK tries by itself.
    const step = { kind: "status", status: 500, method: "POST", path: "/v1/prices", times: 3 };
    await fetch(`${running.url}/sandbox/weather`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ requests: [step] }),
    });
    return true;
  };
  await expect(sync({ isAgreed })).rejects.toThrow("Stripe answered:");
  expect((await stripe().products.list()).data).toHaveLength(1);
  await sync();
  expect((await stripe().products.list({ limit: 100 })).data).toHaveLength(6);
  expect((await stripe().prices.list({ limit: 100 })).data).toHaveLength(6);
});

/** What somebody may do in the dashboard to the nth price and product. */
const EDITS: readonly ((price: Stripe.Price, product: Stripe.Product) => Promise<unknown>)[] = [
  ({ id }) => stripe().prices.update(id, { active: false }),
  ({ id }) => stripe().prices.update(id, { metadata: "" }),
  ({ id }) => stripe().prices.update(id, { metadata: { plan: "team" } }),
  ({ id }) => stripe().prices.update(id, { lookup_key: "pro_monthly", transfer_lookup_key: true }),
  (_, { id }) => stripe().products.update(id, { active: false }),
  (_, { id }) => stripe().products.update(id, { name: "Another", unit_label: "" }),
  (_, { id }) => stripe().products.update(id, { metadata: "" }),
  ({ id, product }) =>
    stripe().products.update(typeof product === "string" ? product : "", { default_price: id }),
  ({ metadata }, { id }) =>
    stripe().prices.create({
      product: id,
      currency: "usd",
      unit_amount: 9900,
      recurring: { interval: "month" },
      metadata,
    }),
];

test("whatever was edited by hand, one run puts it right and the next finds nothing to do", async () => {
  await sync();
  const edit = fc.tuple(fc.constantFrom(...EDITS), fc.nat(), fc.nat());
  const everything = fc.asyncProperty(
    fc.array(edit, { minLength: 1, maxLength: 4 }),
    async (all) => {
      for (const [run, priceAt, productAt] of all) {
        const prices = await stripe()
          .prices.list({ limit: 100 })
          .autoPagingToArray({ limit: 1_000 });
        const products = await stripe()
          .products.list({ limit: 100 })
          .autoPagingToArray({ limit: 1_000 });
        const price = prices[priceAt % prices.length];
        const product = products[productAt % products.length];
        if (price === undefined || product === undefined) throw new Error("Nothing is there.");
        await run(price, product).catch((error: unknown) => {
          // What Stripe does not let anybody do.
          if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
        });
      }
      const environment = printed(await sync());
      expect(await sync()).toContain("Nothing to do.");
      expect(await sync({ checkOnly: true, environment })).toContain("6 prices are what");
    },
  );
  await fc.assert(everything, { numRuns: 20, seed: 4 });
});

test("nothing is changed where nobody agrees", async () => {
  await expect(sync({ isAgreed: () => Promise.resolve(false) })).rejects.toThrow(
    "Nothing was changed.",
  );
  expect((await stripe().products.list()).data).toEqual([]);
});

test("what somebody else keeps in the account is left alone", async () => {
  const theirs = await stripe().products.create({ name: "Theirs", metadata: { plan: "pro" } });
  const price = await stripe().prices.create({
    product: theirs.id,
    currency: "usd",
    unit_amount: 5,
    recurring: { interval: "month" },
  });
  await sync();
  expect((await stripe().products.retrieve(theirs.id)).active).toBe(true);
  expect((await stripe().prices.retrieve(price.id)).active).toBe(true);
});

test.each([
  ["a missing key", { STRIPE_API_KEY: undefined }, "in the environment: STRIPE_API_KEY."],
  ["a wrong key", { STRIPE_API_KEY: "sk_test_wrong" }, "Stripe refuses STRIPE_API_KEY at"],
  ["a live key", { STRIPE_API_KEY: "sk_live_x" }, "is a live key: real money. Say --live"],
  ["a restricted live key", { STRIPE_API_KEY: "rk_live_x" }, "is a live key: real money."],
  ["nobody there", { STRIPE_API_URL: "http://127.0.0.1:9" }, "Stripe could not be reached at"],
])("%s is told in one line", async (_name, environment, message) => {
  await expect(sync({ environment })).rejects.toThrow(message);
});

test("the check names a voice id that is another price", async () => {
  const { VOICE_ADDON_SINGLE_SIM_PRICE_ID: single = "" } = printed(await sync());
  await expect(
    sync({ checkOnly: true, environment: { VOICE_ADDON_BUNDLE_3_PRICE_ID: single } }),
  ).rejects.toThrow(
    `${single} (VOICE_ADDON_BUNDLE_3_PRICE_ID) costs 3000 cents; data/plans.yml says 7500 cents.`,
  );
});
