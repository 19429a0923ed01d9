import { env } from "cloudflare:test";
import type { SessionState } from "#shared/dialing";
import { describe, expect, it } from "vitest";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { type Bindings, readEnv } from "../src/env.ts";
import { mailOutbox } from "../src/http/mailOutbox.ts";
import { messagesTo } from "./mailbox.ts";
import { join, newAddress, type Person, signUp, signUpProven } from "./people.ts";
import { zoneAtNoon } from "./zoneAtNoon.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tests' bindings are wrangler.toml's
const settings = readEnv(env as unknown as Bindings);
const db = serviceDatabase(settings);

/** A list with as many leads, where it is noon. */
async function newList(
  person: Person,
  count: number,
  values: Record<string, unknown> = {},
): Promise<string> {
  const listId = crypto.randomUUID();
  await person.browser.call("createList", { body: { id: listId, name: "List" } });
  const me = await person.browser.call("getMe", {});
  const organizationId = me.membership?.organization.id;
  const leads = Array.from({ length: count }, (_, at) => ({
    id: crypto.randomUUID(),
    organization_id: organizationId,
    name: `Lead ${String(at + 1)}`,
    phone: `+1212555${String(at).padStart(4, "0")}`,
    phone_original: "as typed",
    time_zone: zoneAtNoon(),
    time_zone_source: "file",
    ...values,
  }));
  const added = await db.from("leads").insert(leads);
  const placed = await db.from("list_leads").insert(
    leads.map(({ id }, position) => ({
      list_id: listId,
      lead_id: id,
      organization_id: organizationId,
      position,
    })),
  );
  expect([added.error, placed.error]).toEqual([null, null]);
  return listId;
}

const sync = (
  person: Person,
  sessionId: string,
  listId: string | null,
  take: string | null = null,
) =>
  person.browser.call("syncDialSession", {
    params: { sessionId },
    body: { listId, status: "dialing", target: 3, take },
  });

const names = (state: SessionState) => state.held.map(({ lead }) => lead.name);

/** A call that began and ended just now. */
function callOf(
  held: SessionState["held"][number] | undefined,
  outcome: string,
  sessionId: string,
) {
  const now = new Date().toISOString();
  return {
    params: { callId: crypto.randomUUID() },
    body: {
      leadId: held?.lead.id ?? "",
      startedAt: now,
      endedAt: now,
      outcome,
      notes: "Wants a demo.\nCall on Monday.",
      permitId: held?.permit?.id ?? null,
      sessionId,
    },
  };
}

describe("a dial session", () => {
  it("goes through a list: held, called, counted, gone from the queue, with a receipt", async () => {
    const person = await signUpProven();
    const listId = await newList(person, 4);
    const session = crypto.randomUUID();
    const state = await sync(person, session, listId);
    expect(names(state)).toEqual(["Lead 1", "Lead 2", "Lead 3"]);
    expect(Math.abs(Date.parse(state.now) - Date.now())).toBeLessThan(60_000);
    const call = callOf(state.held[0], "connected", session);
    await person.browser.call("saveCall", call);
    expect(await person.browser.call("saveCall", call)).toMatchObject({
      leadName: "Lead 1",
      userName: "person",
      outcome: "connected",
      reached: true,
      isPractice: false,
    });
    expect(names(await sync(person, session, listId))).toEqual(["Lead 2", "Lead 3", "Lead 4"]);
    expect(
      await person.browser.call("getDayNumbers", {
        query: { since: new Date(Date.now() - 3_600_000).toISOString() },
      }),
    ).toEqual({ calls: 1, reached: 1, talkSeconds: 0 });
    const { permit } = await person.browser.call("getCallPermit", { params: call.params });
    expect(permit).toEqual(state.held[0]?.permit);
  });

  it("gives two reps no lead twice, and one that is taken by name to one alone", async () => {
    const admin = await signUpProven();
    const rep = await join(admin, "rep");
    const listId = await newList(admin, 6);
    const mine = await sync(admin, crypto.randomUUID(), listId);
    const theirs = crypto.randomUUID();
    expect(names(await sync(rep, theirs, listId))).toEqual(["Lead 4", "Lead 5", "Lead 6"]);
    const take = mine.held[0]?.lead.id ?? "";
    expect(
      await rep.browser.refused("syncDialSession", {
        params: { sessionId: theirs },
        body: { listId, status: "dialing", target: 3, take },
      }),
    ).toMatchObject({ status: 409, code: "lead_claimed" });
  });

  it("is the caller's own, over a list of their own organisation, and stays ended", async () => {
    const person = await signUpProven();
    const listId = await newList(person, 1);
    const sessionId = crypto.randomUUID();
    const end = { listId, status: "ended", target: 0 } as const;
    await sync(person, sessionId, listId);
    await person.browser.call("syncDialSession", { params: { sessionId }, body: end });
    const stranger = await signUp();
    const refusals = await Promise.all([
      person.browser.refused("syncDialSession", {
        params: { sessionId },
        body: { listId, status: "dialing", target: 1 },
      }),
      stranger.browser.refused("syncDialSession", {
        params: { sessionId: crypto.randomUUID() },
        body: { listId, status: "dialing", target: 1 },
      }),
      stranger.browser.refused("syncDialSession", {
        params: { sessionId },
        body: { listId: null, status: "dialing", target: 1 },
      }),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual([
      "session_ended",
      "not_found",
      "session_ended",
    ]);
  });

  it("holds real leads without leave to call them before the address is proved", async () => {
    const person = await signUp();
    const listId = await newList(person, 1);
    const session = crypto.randomUUID();
    const state = await sync(person, session, listId);
    expect(state.held).toMatchObject([{ permit: null, refusal: "address_unproven" }]);
    const refused = await person.browser.refused(
      "saveCall",
      callOf(state.held[0], "busy", session),
    );
    expect(refused).toMatchObject({ status: 403, code: "address_unproven" });
    const sample = await person.browser.call("createSampleList", {});
    const practice = await sync(person, crypto.randomUUID(), sample.id);
    const call = callOf(practice.held[0], "connected", session);
    expect(await person.browser.call("saveCall", call)).toMatchObject({ isPractice: true });
  });
});

describe("calls", () => {
  it("are refused without a permit", async () => {
    const person = await signUpProven();
    const session = crypto.randomUUID();
    const { held } = await sync(person, session, await newList(person, 1));
    const call = callOf(held[0], "connected", session);
    expect(
      await person.browser.refused("saveCall", { ...call, body: { ...call.body, permitId: null } }),
    ).toMatchObject({ status: 409, code: "permit_missing" });
  });

  it("are a rep's own with their receipts: a colleague sees them as a manager alone", async () => {
    const admin = await signUpProven();
    const rep = await join(admin, "rep");
    const other = await join(admin, "rep");
    const session = crypto.randomUUID();
    const { held } = await sync(rep, session, await newList(rep, 1));
    const call = callOf(held[0], "busy", session);
    await rep.browser.call("saveCall", call);
    const receipt = { params: call.params };
    expect((await admin.browser.call("listCalls", { query: {} })).calls).toHaveLength(1);
    expect((await admin.browser.call("getCallPermit", receipt)).permit).not.toBeNull();
    expect((await other.browser.call("listCalls", { query: {} })).calls).toEqual([]);
    const stranger = await signUp();
    for (const { browser } of [other, stranger]) {
      expect(await browser.refused("getCallPermit", receipt)).toMatchObject({ code: "not_found" });
    }
  });

  it("mail the lead what their outcome says: plain text, from the rep, who gets the reply, once", async () => {
    const person = await signUpProven();
    await person.browser.call("updateMe", { body: { fullName: 'Rina "R" O\'Hara, Jr.' } });
    const email = newAddress("lead");
    const session = crypto.randomUUID();
    const { held } = await sync(person, session, await newList(person, 1, { email }));
    await db
      .from("outcomes")
      .update({
        mail_subject: "For {{first_name}}",
        mail_body: "Hi {{name}}, <b>as agreed</b>.\n{{rep_name}}",
      })
      .eq("key", "voicemail")
      .eq("organization_id", (await person.browser.call("getMe", {})).membership?.organization.id);
    const call = callOf(held[0], "voicemail", session);
    await person.browser.call("saveCall", call);
    await person.browser.call("saveCall", call);
    await mailOutbox(settings).poke();
    expect(await messagesTo(email)).toMatchObject([
      {
        subject: "For Lead",
        template: null,
        from: `"Rina \\"R\\" O'Hara, Jr." <notifications@${settings.MAILGUN_DOMAIN}>`,
        text: 'Hi Lead 1, <b>as agreed</b>.\nRina "R" O\'Hara, Jr.',
        html: "",
        headers: { "Reply-To": person.email },
      },
    ]);
  });
});
