import { runDurableObjectAlarm } from "cloudflare:test";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { mailOutbox } from "../src/http/mailOutbox.ts";
import { z } from "zod";
import { afterEach, describe, expect, inject, it, vi } from "vitest";
import { messagesTo } from "./mailbox.ts";
import { settings, signUp } from "./people.ts";

const db = serviceDatabase(settings);

/** What Mailgun does with the next requests to send. */
async function weather(next: object[]): Promise<void> {
  const response = await fetch(`${inject("mailgun")}/sandbox/weather`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ next }),
  });
  expect(response.ok).toBe(true);
}

const rowSchema = z.object({ status: z.string(), attempts: z.int() });

async function rowOf(email: string) {
  const { data } = await db.from("mail_outbox").select("*").eq("recipient", email).single();
  return rowSchema.parse(data);
}

/** Makes a waiting row due now, as if its time had come, and lets the outbox at it. */
async function comeRound(email: string, change: Record<string, unknown> = {}): Promise<void> {
  const past = new Date(Date.now() - 1_000).toISOString();
  await db
    .from("mail_outbox")
    .update({ next_attempt_at: past, ...change })
    .eq("recipient", email);
  await mailOutbox(settings).poke();
}

afterEach(() => weather([]));

describe("the mail outbox", () => {
  it("sends a mail whose answer was lost exactly once: it is looked up, not sent again", async () => {
    await weather([{ kind: "drop-answer" }]);
    const { email } = await signUp();
    await vi.waitFor(async () => expect((await rowOf(email)).status).toBe("unknown"), 15_000);
    await comeRound(email);
    expect(await rowOf(email)).toMatchObject({ status: "sent", attempts: 1 });
    expect(await messagesTo(email)).toHaveLength(1);
  });

  it("sends again what never arrived, once Mailgun's events can be trusted to say so", async () => {
    await weather([{ kind: "drop-request" }]);
    const { email } = await signUp();
    await vi.waitFor(async () => expect((await rowOf(email)).status).toBe("unknown"), 15_000);
    await comeRound(email);
    expect((await rowOf(email)).status).toBe("unknown");
    await comeRound(email, { unclear_since: new Date(Date.now() - 61_000).toISOString() });
    expect(await rowOf(email)).toMatchObject({ status: "sent" });
    expect(await messagesTo(email)).toHaveLength(1);
  });

  it("waits and tries again where Mailgun is busy", async () => {
    await weather([{ kind: "status", status: 429 }]);
    const { email } = await signUp();
    await vi.waitFor(async () => expect((await rowOf(email)).attempts).toBe(1), 15_000);
    expect(await rowOf(email)).toMatchObject({ status: "due" });
    await comeRound(email);
    expect(await rowOf(email)).toMatchObject({ status: "sent", attempts: 2 });
  });

  it("wakes by itself for what is due later", async () => {
    await weather([{ kind: "status", status: 429 }]);
    const { email } = await signUp();
    await vi.waitFor(async () => expect((await rowOf(email)).attempts).toBe(1), 15_000);
    await db
      .from("mail_outbox")
      .update({ next_attempt_at: new Date().toISOString() })
      .eq("recipient", email);
    expect(await runDurableObjectAlarm(mailOutbox(settings))).toBe(true);
    await vi.waitFor(async () => expect((await rowOf(email)).status).toBe("sent"), 15_000);
  });

  it("holds no token and no link", async () => {
    const { email } = await signUp();
    await vi.waitFor(async () => expect((await rowOf(email)).status).toBe("sent"), 15_000);
    const token = (await messagesTo(email))[0]?.variables["verification_link"]?.split("token=")[1];
    expect(token?.length).toBeGreaterThan(20);
    const { data } = await db.from("mail_outbox").select("*").eq("recipient", email);
    const proofs = await db.from("email_proofs").select("*");
    expect(JSON.stringify([data, proofs.data])).not.toContain(token);
  });
});
