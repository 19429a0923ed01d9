import { createHash, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

interface Someone {
  readonly id: string;
  readonly caller: Caller;
}

let database: TestDatabase;
let db: Client;
let people = 0;
let admin: Someone;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
});
afterAll(() => database.stop());
beforeEach(async () => {
  admin = await proven();
});

const address = () => `guest${++people}@example.test`;

function call(caller: Caller, text: string, values: unknown[] = []) {
  return actAs(db, caller, async (client) => (await client.query(text, values)).rows, "commit");
}

async function proven(): Promise<Someone> {
  const person = await signUpPerson(db, address());
  await db.query("update public.profiles set address_proven_at = now() where user_id = $1", [
    person.id,
  ]);
  return person;
}

const invite = (by: Someone, email: string, role = "rep") =>
  call(by.caller, "select id from public.invite_member($1, $2)", [email, role]);

/** Gives the newest invitation of an address a token that is known, as draining its mail would. */
async function tokenFor(email: string): Promise<string> {
  const token = randomUUID();
  await db.query(
    `update public.invitations set token_hash = $1, expires_at = now() + interval '7 days'
     where email = $2 and revoked_at is null`,
    [createHash("sha256").update(token).digest("hex"), email],
  );
  return token;
}

async function join(by: Someone, role: string): Promise<Someone> {
  const email = address();
  await invite(by, email, role);
  return signUpPerson(db, email, { invitation_token: await tokenFor(email) });
}

describe("an invitation", () => {
  it.each([
    ["two", "one@example.test, two@example.test"],
    ["a named one", "Name <one@example.test>"],
    ["a header's", "one@example.test\nBcc: two@example.test"],
    ["two by semicolon", "one@example.test;two@example.test"],
    ["a word", "nobody"],
    ["none", ""],
    ["an endless one", `${"x".repeat(10_000)}@example.test`],
  ])("goes to one address and no more: %s is refused", async (_, recipient) => {
    await expect(invite(admin, recipient)).rejects.toThrow("check constraint");
  });

  it("is mailed to one address a few times a day and no more, also by several organizations", async () => {
    const email = address();
    for (let tries = 0; tries < 5; tries += 1) await invite(admin, email);
    await expect(invite(admin, email)).rejects.toThrow("rate_limited");
    await db.query("update public.mail_outbox set created_at = now() - interval '2 hours'");
    await expect(invite(admin, email)).rejects.toThrow("rate_limited");

    const another = await proven();
    for (let tries = 0; tries < 5; tries += 1) await invite(another, email);
    await expect(invite(await proven(), email)).rejects.toThrow("rate_limited");
  });

  it.each([
    ["loses the role", "update public.memberships set role = 'manager' where user_id = $1"],
    ["is deactivated", "select public.deactivate_member($1, null)"],
  ])("ends when the admin who wrote it %s", async (_, change) => {
    const second = await join(admin, "admin");
    await db.query("update public.profiles set address_proven_at = now()");
    const email = address();
    await invite(second, email, "admin");
    const token = await tokenFor(email);
    await call(admin.caller, change, [second.id]);
    expect(
      await call({ role: "anon" }, "select * from public.preview_invitation($1)", [token]),
    ).toEqual([]);
    await expect(signUpPerson(db, email, { invitation_token: token })).rejects.toThrow(
      "link_spent",
    );
  });

  it("is not taken by who would leave a subscription behind, or a checkout that may be paid", async () => {
    const guest = address();
    const { id, caller } = await signUpPerson(db, guest);
    const organization = (
      await db.query("select organization_id as id from public.memberships where user_id = $1", [
        id,
      ])
    ).rows[0].id;
    await invite(admin, guest);
    const token = await tokenFor(guest);
    const accept = () => call(caller, "select public.accept_invitation($1)", [token]);

    await db.query(
      `insert into public.billing_accounts (organization_id, open_checkout_at) values ($1, now() - interval '1 hour')`,
      [organization],
    );
    await expect(accept()).rejects.toThrow("conflict");
    await db.query(
      "update public.billing_accounts set open_checkout_at = now() - interval '2 days'",
    );
    await db.query(
      `insert into public.subscriptions (id, organization_id, plan_id, status, sim_singles, sim_bundles, extra_sim_lines,
        monthly_cents, current_period_start, current_period_end, billing_mode, version, is_current, created_at)
      values ('sub_1', $1, 'pro', 'past_due', 0, 0, 0, 9900, now(), now(), 'flexible', '', true, now())`,
      [organization],
    );
    await expect(accept()).rejects.toThrow("conflict");
    await db.query("update public.subscriptions set status = 'canceled'");
    await accept();
  });

  it("stays revoked", async () => {
    const email = address();
    await invite(admin, email);
    const revoke = "update public.invitations set revoked_at = now() where email = $1";
    await call(admin.caller, revoke, [email]);
    await expect(
      call(admin.caller, "update public.invitations set revoked_at = null where email = $1", [
        email,
      ]),
    ).rejects.toThrow("row-level security");
  });
});

describe("mail to one address", () => {
  const sentTo = async (email: string, template: string) => {
    const { rows } = await db.query<{ count: number }>(
      "select count(*)::int as count from public.mail_outbox where recipient = $1 and template = $2",
      [email, template],
    );
    return rows[0]?.count;
  };
  /** The minute between two mails has passed. */
  const later = () =>
    db.query("update public.mail_outbox set created_at = created_at - interval '2 minutes'");

  it("asking for a reset over and over sends five an hour", async () => {
    const email = address();
    await signUpPerson(db, email);
    for (let tries = 0; tries < 8; tries += 1) {
      await call({ role: "service_role" }, "select public.request_password_reset($1)", [email]);
      await later();
    }
    expect(await sentTo(email, "reset_password")).toBe(5);
  });

  it("asking for the verification over and over sends five an hour", async () => {
    const email = address();
    const person = await signUpPerson(db, email);
    for (let tries = 0; tries < 4; tries += 1) {
      await later();
      await call(person.caller, "select public.resend_verification()");
    }
    await later();
    await expect(call(person.caller, "select public.resend_verification()")).rejects.toThrow(
      "rate_limited",
    );
    expect(await sentTo(email, "verify_email")).toBe(5);
  });

  it("changing a password over and over sends five notices an hour", async () => {
    const email = address();
    const { id } = await signUpPerson(db, email);
    for (let tries = 0; tries < 8; tries += 1) {
      await db.query("update auth.users set encrypted_password = $1 where id = $2", [
        `hash ${tries}`,
        id,
      ]);
    }
    expect(await sentTo(email, "password_changed")).toBe(5);
  });
});
