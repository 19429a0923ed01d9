import { beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "./Browser.ts";
import { join, type Person, signUpProven } from "./people.ts";

let admin: Person;
let manager: Person;
let rep: Person;
beforeAll(async () => {
  admin = await signUpProven("admin");
  [manager, rep] = [await join(admin, "manager"), await join(admin, "rep")];
});

describe("an organization that never paid", () => {
  it("has the free plan, says what could be bought, and whose the bills are", async () => {
    const billing = await admin.browser.call("getBilling", {});
    expect(billing).toMatchObject({
      allowance: { planId: "free", state: "open" },
      usage: { seats: 3 },
      subscription: null,
      openInvoice: null,
      isContract: false,
      contact: { email: admin.email },
      voice: null,
    });
    expect(billing.plans.map(({ id }) => id)).toEqual(["free", "pro", "team", "enterprise"]);
    expect(await manager.browser.call("listInvoices", { query: {} })).toEqual({
      invoices: [],
      nextCursor: null,
    });
  });

  it("is read anew for nothing: Stripe knows nobody of it", async () => {
    const billing = await manager.browser.call("refreshBilling", {});
    expect(billing).toMatchObject({ hasCustomer: false, allowance: { planId: "free" } });
    expect(billing.syncedAt).not.toBeNull();
  });
});

it("what one organization asks of Stripe leaves the others theirs", async () => {
  const [{ browser }, other] = [await signUpProven("admin"), await signUpProven("other")];
  const ask = () => browser.request("/api/billing/upcoming");
  let replies: Reply[] = [];
  // Two minutes' worth, should one end meanwhile.
  for (let asked = 0; asked < 240 && !replies.some(({ status }) => status === 429); asked += 10)
    replies = await Promise.all(Array.from({ length: 10 }, ask));
  expect(replies.map((reply) => reply.status)).toContain(429);
  expect(await other.browser.call("getUpcomingInvoice", {})).toEqual({ upcoming: null });
});

describe("whom its mails go to", () => {
  it("is a manager or admin of it, by name", async () => {
    const named = await admin.browser.call("setBillingContact", { body: { userId: manager.id } });
    expect(named.contact?.email).toBe(manager.email);
  });

  it("is no rep of it, and nobody of another organization", async () => {
    const stranger = await signUpProven("stranger");
    for (const { id } of [rep, stranger]) {
      const refused = await admin.browser.refused("setBillingContact", { body: { userId: id } });
      expect(refused).toMatchObject({ status: 404, code: "not_found" });
    }
  });
});
