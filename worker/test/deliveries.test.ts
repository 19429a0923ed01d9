import { exports } from "cloudflare:workers";
import { AppError } from "#shared/errors";
import { LIVE_PROTOCOL, liveMessageSchema, TICKET_PREFIX } from "#shared/live";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone, parseRow } from "../src/clients/supabase/rows.ts";
import { processMessage } from "../src/deliveries/processMessage.ts";
import { mailOutbox } from "../src/http/mailOutbox.ts";
import type { WorkContext } from "../src/http/context.ts";
import type { WebhookProcessors } from "../src/http/WebhookProcessor.ts";
import { z } from "zod";
import { APP_ORIGIN } from "./Browser.ts";
import { awaitMail, messagesTo } from "./mailbox.ts";
import {
  join,
  newAddress,
  type Person,
  settings,
  signUp,
  signUpOperator,
  signUpProven,
} from "./people.ts";

const db = serviceDatabase(settings);
let admin: Person;
let other: Person;
let operator: Person;

beforeAll(async () => {
  [admin, other, operator] = await Promise.all([signUpProven(), signUpProven(), signUpOperator()]);
});

const mailsOf = async (person: Person) =>
  (await person.browser.call("listMails", { query: {} })).mails;

/** Invites somebody whose mail is given up, as Mailgun's refusal would leave it. */
async function givenUpInvitation(): Promise<{ id: string; email: string }> {
  const email = newAddress("invited");
  await admin.browser.call("invite", { body: { email, role: "rep" } });
  await awaitMail(email, "invite_member");
  const result = await db
    .from("mail_outbox")
    .update({ status: "failed", last_error: "400: no such address", created_at: "2026-01-01Z" })
    .eq("recipient", email)
    .select("id");
  return { id: parseRow(result, z.object({ id: z.uuid() })).id, email };
}

describe("a mail", () => {
  it("is seen by its organisation's admins: to whom and how it fares, not what it says", async () => {
    await vi.waitFor(async () => {
      expect(await mailsOf(admin)).toMatchObject([
        { template: "verify_email", recipient: admin.email, state: "sent", isLate: false },
      ]);
    }, 15_000);
    const token = (await messagesTo(admin.email))[0]?.variables["verification_link"] ?? "";
    expect(token).not.toBe("");
    expect(JSON.stringify(await mailsOf(admin))).not.toContain("token");
    expect((await mailsOf(other)).map((mail) => mail.recipient)).toEqual([other.email]);
  });

  it("given up is sent once more for each time it is put back, with a link that works", async () => {
    const { id, email } = await givenUpInvitation();
    const [before] = await mailsOf(admin);
    expect(before).not.toMatchObject({ id });
    const replay = () => admin.browser.call("replayMail", { params: { mailId: id } });
    const answers = await Promise.all([replay(), replay(), replay()]);
    expect(answers.filter(({ isReplayed }) => isReplayed)).toHaveLength(1);
    await vi.waitFor(async () => expect(await messagesTo(email)).toHaveLength(2), 15_000);
    await mailOutbox(settings).poke();
    expect(await replay()).toEqual({ isReplayed: false });
    await mailOutbox(settings).poke();
    const [again, first] = await messagesTo(email);
    expect(await messagesTo(email)).toHaveLength(2);
    expect(again?.variables["invite_link"]).not.toBe(first?.variables["invite_link"]);
    const { data: trail } = await db.from("audit_log").select("*").eq("entity_id", id);
    expect(trail).toMatchObject([{ action: "replay", entity: "mail" }]);
  });

  it("that went out is heard of on its admins' live line", async () => {
    const { url, ticket } = await admin.browser.call("createLiveTicket", {
      body: { version: "1.0.0" },
    });
    const { webSocket: line } = await exports.default.fetch(url.replace(/^ws/, "http"), {
      headers: {
        upgrade: "websocket",
        origin: APP_ORIGIN,
        "sec-websocket-protocol": `${LIVE_PROTOCOL}, ${TICKET_PREFIX}${ticket}`,
      },
    });
    const heard = new Promise<string>((resolve) => {
      line?.addEventListener("message", ({ data }) => {
        const message = liveMessageSchema.parse(JSON.parse(String(data)));
        if (message.kind !== "events") return;
        for (const { about } of message.events) if (about === "deliveries") resolve(about);
      });
    });
    line?.accept();
    line?.send(JSON.stringify({ kind: "hello", after: null }));
    // The endpoint's own poke comes before the mail has gone out.
    await admin.browser.call("invite", { body: { email: newAddress("heard"), role: "rep" } });
    expect(await heard).toBe("deliveries");
    line?.close();
  });

  it("of another organisation is nobody's to put back", async () => {
    const { id } = await givenUpInvitation();
    const refused = await other.browser.refused("replayMail", { params: { mailId: id } });
    expect(refused).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("a webhook's message", () => {
  const newMessage = async (source: string, payload: object = { n: 1 }) => {
    const row = { source, external_id: crypto.randomUUID(), payload, status: "failed" };
    const result = await db
      .from("webhook_messages")
      .insert({ ...row, last_error: "the first time" })
      .select("id");
    return parseRow(result, z.object({ id: z.uuid() })).id;
  };
  const stateOf = async (id: string) =>
    (await operator.browser.call("listServiceWebhooks", { query: {} })).messages.find(
      (message) => message.id === id,
    );
  const take = async (id: string) => {
    assertDone(
      await db
        .from("webhook_messages")
        .update({ status: "processing", claimed_at: new Date().toISOString() })
        .eq("id", id),
    );
  };

  const context: WorkContext = { env: settings, background: () => {} };

  it("is worked on again by its source's processor, which is given what it said", async () => {
    const given: unknown[] = [];
    const me = await admin.browser.call("getMe", {});
    const organization = me.membership?.organization.id ?? null;
    const processors: WebhookProcessors = new Map([
      [
        "matrix",
        async (_, message, payload) => {
          given.push(payload);
          assertDone(await db.rpc("finish_webhook", { message, error: null, organization }));
        },
      ],
    ]);
    const id = await newMessage("matrix");
    await take(id);
    await processMessage(context, processors, id);
    expect(given).toEqual([{ n: 1 }]);
    expect(await stateOf(id)).toMatchObject({
      state: "done",
      lastError: null,
      organizationId: organization,
    });
    const { messages } = await admin.browser.call("listWebhooks", { query: {} });
    expect(messages.map((message) => message.id)).toEqual([id]);
  });

  it("that fails again says why, and may be tried again", async () => {
    const processors: WebhookProcessors = new Map([
      ["matrix", () => Promise.reject(new AppError("not_found", "There is no such flag."))],
    ]);
    const id = await newMessage("matrix");
    await take(id);
    await processMessage(context, processors, id);
    expect(await stateOf(id)).toMatchObject({
      state: "failed",
      lastError: "not_found: There is no such flag.",
    });
  });

  it("of a flag that did not exist then takes effect when it is tried again", async () => {
    const key = `late_${crypto.randomUUID().slice(0, 8)}`;
    const me = await admin.browser.call("getMe", {});
    const message = {
      id: crypto.randomUUID(),
      flag: key,
      scope: "organization",
      organizationId: me.membership?.organization.id,
      value: "on",
      by: "the billing system",
    };
    const id = await newMessage("feature_flags", message);
    const replay = () =>
      operator.browser.call("replayServiceWebhook", { params: { messageId: id } });
    expect(await replay()).toEqual({ isReplayed: true });
    expect(await stateOf(id)).toMatchObject({ state: "failed", attempts: 2 });
    assertDone(await db.from("flags").insert({ key }));
    expect(await replay()).toEqual({ isReplayed: true });
    expect(await stateOf(id)).toMatchObject({ state: "done", attempts: 3 });
    expect(await replay()).toEqual({ isReplayed: false });
    const { data } = await db.from("flag_overrides").select("is_on").eq("flag_key", key);
    expect(data).toEqual([{ is_on: true }]);
    assertDone(await db.from("flags").delete().eq("key", key));
  });

  it("of a source that nothing takes any more ends, and says so", async () => {
    const id = await newMessage("nobody");
    const answer = await operator.browser.call("replayServiceWebhook", {
      params: { messageId: id },
    });
    expect(answer).toEqual({ isReplayed: true });
    expect(await stateOf(id)).toMatchObject({
      state: "failed",
      attempts: 2,
      lastError: "Error: Nothing takes messages of nobody.",
    });
  });
});

describe("an admin's alert", () => {
  const alert = () => ({ id: crypto.randomUUID(), subject: "Trunk down", text: "Since nine." });

  it("is mailed to whoever runs the service, and its state is shown", async () => {
    const { data } = await db.from("service_settings").select("alert_address").single();
    const { alert_address: address } = z.object({ alert_address: z.string() }).parse(data);
    const body = alert();
    await admin.browser.call("sendAlert", { body });
    await admin.browser.call("sendAlert", { body });
    await vi.waitFor(async () => {
      const { alerts } = await admin.browser.call("listAlerts", { query: {} });
      expect(alerts).toMatchObject([{ id: body.id, state: "sent", isByHand: true }]);
    }, 15_000);
    const mails = (await messagesTo(address)).filter((mail) => mail.subject.includes("Trunk down"));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.variables["alert_text"]).toContain(admin.email);
    expect(mails[0]?.variables["alert_text"]).toContain("Since nine.");
  });

  it("is five an hour at most, and waits for a proven address", async () => {
    const busy = await signUpProven();
    for (let n = 0; n < 5; n += 1) await busy.browser.call("sendAlert", { body: alert() });
    const sixth = await busy.browser.refused("sendAlert", { body: alert() });
    expect(sixth).toMatchObject({ status: 429, code: "rate_limited" });
    const unproven = await signUp();
    const early = await unproven.browser.refused("sendAlert", { body: alert() });
    expect(early).toMatchObject({ status: 403, code: "address_unproven" });
  });

  it("is not a manager's to send or to read", async () => {
    const manager = await join(admin, "manager");
    const send = await manager.browser.refused("sendAlert", { body: alert() });
    const read = await manager.browser.refused("listAlerts", { query: {} });
    expect([send.code, read.code]).toEqual(["forbidden", "forbidden"]);
  });
});
