import { expect, it } from "vitest";
import { stripeEvent, stripeSignature } from "../../../test/stripeEvents.ts";
import { verifyEvent } from "./verifyEvent.ts";

const SECONDS = 1_790_000_000;
const event = stripeEvent("invoice.paid", { id: "in_1", customer: "cus_1" });
const text = JSON.stringify(event);
const bytesOf = (from: string) => new Blob([from]).arrayBuffer();
const signed = (secret: string) => stripeSignature(text, { secret, seconds: SECONDS });

it("takes what either secret signed, while one takes the other's place, and nothing else", async () => {
  const verified = async (secret: string, secrets: string[]) =>
    (await verifyEvent(await bytesOf(text), await signed(secret), secrets, SECONDS * 1_000))?.id;
  expect(await verified("whsec_new", ["whsec_new", "whsec_old"])).toBe(event.id);
  expect(await verified("whsec_old", ["whsec_new", "whsec_old"])).toBe(event.id);
  expect(await verified("whsec_old", ["whsec_new"])).toBeUndefined();
});

it.each([
  [-301, false],
  [-300, true],
  [0, true],
  [300, true],
  [301, false],
])("signed %i seconds from now: %s", async (away, isTaken) => {
  const message = await verifyEvent(
    await bytesOf(text),
    await signed("s"),
    ["s"],
    (SECONDS - away) * 1_000,
  );
  expect(message !== null).toBe(isTaken);
});

it("keeps ids alone, a customer's own event under its own id", async () => {
  const about = async (object: object) => {
    const told = JSON.stringify({ ...event, data: { object } });
    const header = await stripeSignature(told, { secret: "s", seconds: SECONDS });
    return verifyEvent(await bytesOf(told), header, ["s"], SECONDS * 1_000);
  };
  expect(await about({ id: "cus_1", object: "customer", email: "a@b.test" })).toEqual({
    id: event.id,
    type: "invoice.paid",
    created: event.created,
    objectId: "cus_1",
    customer: "cus_1",
    charge: null,
  });
  expect(await about({ id: "du_1", object: "dispute", charge: "ch_1" })).toMatchObject({
    customer: null,
    charge: "ch_1",
  });
  expect(await about({ id: "in_1", object: "invoice", customer: { id: "cus_2" } })).toMatchObject({
    customer: "cus_2",
  });
  expect(await about({ object: "balance" })).toMatchObject({ objectId: null, customer: null });
});
