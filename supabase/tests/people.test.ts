import { createHash, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let people = 0;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
});
afterAll(() => database.stop());

const address = () => `person${++people}@example.test`;
const hash = (token: string) => createHash("sha256").update(token).digest("hex");

/** The one value of a query's one row. */
async function value(text: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await db.query<Record<string, unknown>>(text, values);
  return Object.values(rows[0] ?? {})[0];
}

function call(caller: Caller, text: string, values: unknown[] = []) {
  return actAs(db, caller, async (client) => (await client.query(text, values)).rows, "commit");
}

const prove = (id: string) =>
  db.query("update public.profiles set address_proven_at = now() where user_id = $1", [id]);

/** An invitation whose mail has been drained: its token is known. */
async function invite(admin: { id: string; caller: Caller }, email: string, role = "rep") {
  await prove(admin.id);
  const [row] = await call(admin.caller, "select id from public.invite_member($1, $2)", [
    email,
    role,
  ]);
  const token = randomUUID();
  await db.query(
    "update public.invitations set token_hash = $1, expires_at = now() + interval '7 days' where id = $2",
    [hash(token), row.id],
  );
  return { token, id: String(row.id) };
}

describe("sign-up", () => {
  it("founds an organisation with its first admin and writes the verification mail", async () => {
    const email = address();
    const { id } = await signUpPerson(db, email, { full_name: "Ada Byron" });
    expect(
      await value(
        "select role || ' of ' || name from public.memberships join public.organizations o on o.id = organization_id where user_id = $1",
        [id],
      ),
    ).toBe("admin of Ada Byron's team");
    expect(
      await value(
        "select template || ' to ' || recipient from public.mail_outbox where user_id = $1",
        [id],
      ),
    ).toBe(`verify_email to ${email}`);
    expect(
      await value("select raw_app_meta_data ->> 'app_role' from auth.users where id = $1", [id]),
    ).toBe("admin");
  });

  it("joins by an invitation's token, which proves the address and is spent and kept nowhere", async () => {
    const admin = await signUpPerson(db, address());
    const email = address();
    const { token } = await invite(admin, email, "manager");
    const { id } = await signUpPerson(db, email, { invitation_token: token });
    expect(await value("select role from public.memberships where user_id = $1", [id])).toBe(
      "manager",
    );
    expect(
      await value("select address_proven_at from public.profiles where user_id = $1", [id]),
    ).not.toBeNull();
    expect(await value("select raw_user_meta_data::text from auth.users where id = $1", [id])).toBe(
      "{}",
    );
    await db.query("delete from auth.users where id = $1", [id]);
    await expect(signUpPerson(db, email, { invitation_token: token })).rejects.toThrow(
      "link_spent",
    );
  });

  it.each([
    ["of another address", "another@example.test", undefined],
    ["that has lapsed", undefined, "expires_at = now() - interval '1 second'"],
    ["that was revoked", undefined, "revoked_at = now()"],
  ])("refuses a token %s, and leaves nothing behind", async (_, otherAddress, change) => {
    const admin = await signUpPerson(db, address());
    const email = address();
    const { token, id } = await invite(admin, email);
    if (change !== undefined)
      await db.query(`update public.invitations set ${change} where id = $1`, [id]);
    const tried = otherAddress ?? email;
    await expect(signUpPerson(db, tried, { invitation_token: token })).rejects.toThrow(
      "link_spent",
    );
    expect(await value("select count(*)::int from auth.users where email = $1", [tried])).toBe(0);
  });
});

describe("sessions", () => {
  it("lets a signed-out session read nothing, though its token still holds", async () => {
    const { caller } = await signUpPerson(db, address());
    expect(await call(caller, "select * from public.profiles")).toHaveLength(1);
    await db.query("delete from auth.sessions where id = $1", [caller.claims?.session_id]);
    expect(await call(caller, "select * from public.profiles")).toHaveLength(0);
  });

  it("does not let a token name another person's session", async () => {
    const ada = await signUpPerson(db, address());
    const bob = await signUpPerson(db, address());
    const forged: Caller = {
      role: "authenticated",
      claims: { sub: bob.id, session_id: ada.caller.claims?.session_id ?? "" },
    };
    expect(await call(forged, "select * from public.profiles")).toHaveLength(0);
  });
});

describe("proof of an address", () => {
  const proofFor = async (id: string, email: string, lapse = "1 day") => {
    const token = randomUUID();
    await db.query(
      "insert into public.email_proofs (token_hash, user_id, email, expires_at) values ($1, $2, $3, now() + $4::interval)",
      [hash(token), id, email, lapse],
    );
    return token;
  };

  it("works once, for nobody signed in", async () => {
    const email = address();
    const { id } = await signUpPerson(db, email);
    const token = await proofFor(id, email);
    expect(
      await call({ role: "anon" }, "select public.prove_address($1) as email", [token]),
    ).toEqual([{ email }]);
    await expect(
      call({ role: "anon" }, "select public.prove_address($1)", [token]),
    ).rejects.toThrow("link_spent");
  });

  it("refuses a lapsed token, and one for an address the person had before", async () => {
    const email = address();
    const { id } = await signUpPerson(db, email);
    const lapsed = await proofFor(id, email, "-1 second");
    await expect(
      call({ role: "anon" }, "select public.prove_address($1)", [lapsed]),
    ).rejects.toThrow("link_spent");
    const old = await proofFor(id, email);
    await db.query("update auth.users set email = $1 where id = $2", [address(), id]);
    await expect(call({ role: "anon" }, "select public.prove_address($1)", [old])).rejects.toThrow(
      "link_spent",
    );
  });
});

describe("members", () => {
  it("keep an admin, also when two demote each other at once", async () => {
    const first = await signUpPerson(db, address());
    const email = address();
    const { token } = await invite(first, email, "admin");
    const second = await signUpPerson(db, email, { invitation_token: token });
    const [one, two] = await Promise.all([database.connect(), database.connect()]);
    const demote = "update public.memberships set role = 'rep' where user_id = $1";
    const late = await actAs(
      one,
      first.caller,
      async (client) => {
        await client.query(demote, [second.id]);
        const other = actAs(two, second.caller, (c) => c.query(demote, [first.id]), "commit");
        other.catch(() => undefined);
        // The other one has read that there are two admins, and waits for the organisation's row.
        await vi.waitFor(async () => {
          const waiting =
            "select count(*)::int from pg_stat_activity where wait_event_type = 'Lock'";
          expect(await value(waiting)).toBe(1);
        }, 10_000);
        return { other };
      },
      "commit",
    );
    await expect(late.other).rejects.toThrow("last_admin");
    expect(
      await value(
        "select count(*)::int from public.memberships where user_id in ($1, $2) and role = 'admin'",
        [first.id, second.id],
      ),
    ).toBe(1);
  });

  it("keep an admin when the last two are removed at once, and the last one stays", async () => {
    const first = await signUpPerson(db, address());
    const email = address();
    const { token } = await invite(first, email, "admin");
    const second = await signUpPerson(db, email, { invitation_token: token });
    const [one, two] = await Promise.all([database.connect(), database.connect()]);
    const remove = (client: Client, whom: string) =>
      actAs(
        client,
        { role: "service_role" },
        (c) => c.query("delete from public.memberships where user_id = $1", [whom]),
        "commit",
      );
    await Promise.allSettled([remove(one, second.id), remove(two, first.id)]);
    const { rows } = await db.query<{ user_id: string }>(
      "select user_id from public.memberships where user_id in ($1, $2) and role = 'admin'",
      [first.id, second.id],
    );
    expect(rows).toHaveLength(1);
    const last = rows[0]?.user_id === first.id ? first : second;
    await expect(remove(db, last.id)).rejects.toThrow("last_admin");
    // An account can always be deleted.
    await db.query("delete from auth.users where id = $1", [last.id]);
  });

  it("lose everything at once when removed, and their leads become unassigned", async () => {
    const admin = await signUpPerson(db, address());
    const email = address();
    const { token } = await invite(admin, email);
    const rep = await signUpPerson(db, email, { invitation_token: token });
    const [lead] = await call(
      rep.caller,
      `insert into public.leads (organization_id, owner_id, name, phone, phone_original)
       values (private.organization_id(), private.user_id(), 'Lead', '+14155550100', 'x') returning id`,
    );
    await call({ role: "service_role" }, "delete from public.memberships where user_id = $1", [
      rep.id,
    ]);
    expect(await call(rep.caller, "select * from public.leads")).toEqual([]);
    expect(await value("select owner_id from public.leads where id = $1", [lead.id])).toBeNull();
  });

  it("cannot make themselves more than they are", async () => {
    const admin = await signUpPerson(db, address());
    const email = address();
    const { token } = await invite(admin, email);
    const rep = await signUpPerson(db, email, { invitation_token: token });
    expect(
      await call(
        rep.caller,
        "update public.memberships set role = 'admin' where user_id = $1 returning 1",
        [rep.id],
      ),
    ).toEqual([]);
    await expect(
      call(rep.caller, "update public.profiles set address_proven_at = now()"),
    ).rejects.toThrow("permission denied");
    await expect(
      call(rep.caller, "select public.invite_member('x@example.test', 'admin')"),
    ).rejects.toThrow("forbidden");
  });
});

describe("an invitation to somebody with an account", () => {
  it("is taken by the person invited, who leaves an empty organisation of their own", async () => {
    const admin = await signUpPerson(db, address());
    const email = address();
    const guest = await signUpPerson(db, email);
    await call(guest.caller, "select public.create_sample_list()");
    const { token } = await invite(admin, email, "manager");
    await call(guest.caller, "select public.accept_invitation($1)", [token]);
    expect(
      await value(
        "select g.organization_id = a.organization_id from public.memberships g, public.memberships a where g.user_id = $1 and a.user_id = $2",
        [guest.id, admin.id],
      ),
    ).toBe(true);
  });

  it("is refused where they would leave leads behind, and for anybody else", async () => {
    const admin = await signUpPerson(db, address());
    const email = address();
    const guest = await signUpPerson(db, email);
    const other = await signUpPerson(db, address());
    const { token } = await invite(admin, email);
    await expect(
      call(other.caller, "select public.accept_invitation($1)", [token]),
    ).rejects.toThrow("link_spent");
    await call(
      guest.caller,
      `insert into public.leads (organization_id, name, phone, phone_original)
       values (private.organization_id(), 'Lead', '+14155550100', 'x')`,
    );
    await expect(
      call(guest.caller, "select public.accept_invitation($1)", [token]),
    ).rejects.toThrow("conflict");
    expect(
      await value("select accepted_at from public.invitations where token_hash = $1", [
        hash(token),
      ]),
    ).toBeNull();
  });
});

describe("the outbox", () => {
  it("hands a row to one taker, and again once its lease has lapsed, as possibly sent", async () => {
    await db.query("delete from public.mail_outbox");
    await signUpPerson(db, address());
    const claim = "select status from public.claim_mail(10, 60)";
    const [one, two] = await Promise.all([database.connect(), database.connect()]);
    const taken = await Promise.all([one.query(claim), two.query(claim)]);
    expect(taken.flatMap((result) => result.rows)).toEqual([{ status: "due" }]);
    await db.query("update public.mail_outbox set next_attempt_at = now() - interval '1 second'");
    expect((await db.query(claim)).rows).toEqual([{ status: "sending" }]);
  });

  it("takes one reset a minute for an account and none for an unknown address", async () => {
    const email = address();
    await signUpPerson(db, email);
    const ask = (whom: string) =>
      call({ role: "service_role" }, "select public.request_password_reset($1)", [whom]);
    await ask(email.toUpperCase());
    await ask(email);
    await ask("nobody@example.test");
    expect(
      await value(
        "select count(*)::int from public.mail_outbox where template = 'reset_password' and recipient in ($1, 'nobody@example.test')",
        [email],
      ),
    ).toBe(1);
  });
});
