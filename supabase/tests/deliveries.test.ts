import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actAs, type Caller } from "./actAs.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

interface Person {
  readonly id: string;
  readonly caller: Caller;
}

let database: TestDatabase;
let db: Client;
let admin: Person;
let rep: Person;
let outsider: Person;
let operator: Person;
let home: string;
let away: string;
let call: string;

const one = async (text: string, values: unknown[] = []) => (await db.query(text, values)).rows[0];
const organizationOf = async ({ id }: Person): Promise<string> =>
  (await one("select organization_id as id from public.memberships where user_id = $1", [id])).id;

const run = (person: Person, text: string, values: unknown[] = []) =>
  actAs(db, person.caller, async (client) => (await client.query(text, values)).rows, "commit");

/** Writes a mail of a call, to an address and about a thing that operators are not to see. */
async function outcomeMail(columns: Record<string, unknown> = {}): Promise<string> {
  await db.query("delete from public.mail_outbox where call_id = $1", [call]);
  return newMail({
    template: "outcome_mail",
    recipient: "lead@secret.test",
    user_id: rep.id,
    call_id: call,
    subject: "Secret subject",
    body: "Secret body",
    ...columns,
  });
}

async function newMail(columns: Record<string, unknown>): Promise<string> {
  const keys = Object.keys(columns);
  const { id } = await one(
    `insert into public.mail_outbox (${keys.join(", ")}) values (${keys.map((_, at) => `$${at + 1}`).join(", ")}) returning id`,
    Object.values(columns),
  );
  return id;
}

const mailsOf = (person: Person, wholeService = false, state: string | null = null) =>
  run(person, "select * from public.list_mails($1, $2, null, null, 100)", [wholeService, state]);

async function newMessage(columns: Record<string, unknown>): Promise<string> {
  const id = randomUUID();
  await db.query(
    "insert into public.webhook_messages (id, source, external_id, payload, organization_id, status, claimed_at) values ($1::uuid, 'matrix', $1::uuid::text, $2, $3, $4, coalesce($5, now()))",
    [id, '{"secret": true}', columns["organization_id"], columns["status"], columns["claimed_at"]],
  );
  return id;
}

/** Resolves when a statement on another connection waits for what this one holds. */
const untilOneWaits = () =>
  expect
    .poll(async () => (await db.query("select from pg_locks where not granted")).rowCount)
    .toBe(1);

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
  admin = await signUpPerson(db, "admin@example.test", { full_name: "Ada" });
  rep = await signUpPerson(db, "rep@example.test");
  outsider = await signUpPerson(db, "outsider@example.test");
  operator = await signUpPerson(db, "operator@example.test", { full_name: "Olga" });
  home = await organizationOf(admin);
  away = await organizationOf(outsider);
  await db.query("delete from public.organizations where id = $1", [await organizationOf(rep)]);
  await db.query(
    "insert into public.memberships (user_id, organization_id, role) values ($1, $2, 'rep')",
    [rep.id, home],
  );
  await db.query("insert into public.operators (user_id) values ($1)", [operator.id]);
  await db.query("update public.organizations set name = 'Home' where id = $1", [home]);
  await db.query("update public.profiles set address_proven_at = now()");
  const { id: lead } = await one(
    "insert into public.leads (organization_id, name, phone, phone_original) values ($1, 'x', '+14155550100', 'x') returning id",
    [home],
  );
  call = randomUUID();
  await db.query(
    "insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, is_practice) values ($1, $2, $3, $4, '+14155550100', now(), true)",
    [call, home, lead, rep.id],
  );
});
afterAll(() => database.stop());
beforeEach(async () => {
  await db.query("delete from public.mail_outbox");
  await db.query("delete from public.live_events");
});

describe("whose a mail is", () => {
  it("is told by its person, its invitation, its call; an alert says it itself", async () => {
    const { id: invitation } = await one(
      "insert into public.invitations (organization_id, email, role, invited_by) values ($1, 'new@example.test', 'rep', $2) returning id",
      [away, outsider.id],
    );
    const ids = [
      await newMail({ template: "verify_email", recipient: "a@example.test", user_id: admin.id }),
      await newMail({
        template: "invite_member",
        recipient: "new@example.test",
        invitation_id: invitation,
      }),
      await outcomeMail(),
      await newMail({
        template: "admin_alert",
        recipient: "alerts@example.test",
        user_id: admin.id,
        subject: "x",
        body: "x",
      }),
    ];
    const { rows } = await db.query(
      "select organization_id from public.mail_outbox o join unnest($1::uuid[]) with ordinality w (id, at) using (id) order by w.at",
      [ids],
    );
    expect(rows.map((row) => row.organization_id)).toEqual([home, away, home, null]);
  });

  it("is known of a mail that sign-up itself writes", async () => {
    const person = await signUpPerson(db, `${randomUUID()}@example.test`);
    const mail = await one("select organization_id from public.mail_outbox where user_id = $1", [
      person.id,
    ]);
    expect(mail.organization_id).toBe(await organizationOf(person));
  });
});

describe("who sees which mails", () => {
  it("admins their organisation's, with recipient and subject; nobody else's, and no text", async () => {
    const own = await outcomeMail();
    await newMail({ template: "verify_email", recipient: "b@example.test", user_id: outsider.id });
    const mails = await mailsOf(admin);
    expect(mails).toMatchObject([
      { id: own, recipient: "lead@secret.test", subject: "Secret subject", state: "waiting" },
    ]);
    expect(JSON.stringify(mails)).not.toContain("Secret body");
  });

  it("operators all, but neither whom an organisation writes to nor about what", async () => {
    await outcomeMail({ status: "failed", last_error: "400: lead@secret.test is not valid" });
    await newMail({ template: "verify_email", recipient: "b@example.test", user_id: outsider.id });
    const mails = await mailsOf(operator, true);
    expect(new Set(mails.map((mail) => mail.recipient))).toEqual(new Set(["b@example.test", null]));
    expect(JSON.stringify(mails).toLowerCase()).not.toContain("secret");
    expect(mails.find((mail) => mail.template === "outcome_mail")?.last_error).toBe("400");
  });

  it("admins do not see where alerts go", async () => {
    await newMail({
      template: "admin_alert",
      recipient: "alerts@secret.test",
      organization_id: home,
      subject: "x",
      body: "x",
    });
    expect(await mailsOf(admin)).toMatchObject([{ recipient: null, subject: "x" }]);
  });

  const calls = [
    "summarize_deliveries($1)",
    "list_mails($1, null, null, null, 1)",
    "list_webhooks($1, null, null, null, 1)",
    "list_alerts($1, null, null, 1)",
    "replay_mail(gen_random_uuid(), $1)",
    "replay_webhook(gen_random_uuid(), $1)",
    "send_alert(gen_random_uuid(), 'x', 'x', $1)",
  ];
  it.each(calls)("%s is refused to reps, and of the whole service to admins", async (text) => {
    const refused = { code: "PT403", message: "forbidden" };
    await expect(run(rep, `select public.${text}`, [false])).rejects.toMatchObject(refused);
    await expect(run(admin, `select public.${text}`, [true])).rejects.toMatchObject(refused);
  });

  it("comes by state and by page, the newest first", async () => {
    await db.query(
      `insert into public.mail_outbox (template, recipient, user_id, status, attempts, created_at)
       select 'verify_email', n || '@example.test', $1, s.status, s.attempts, now() - make_interval(mins => n)
       from generate_series(1, 3) n, (values ('due', 0), ('sending', 0), ('due', 2), ('unknown', 1), ('sent', 1), ('failed', 1)) s (status, attempts)`,
      [admin.id],
    );
    for (const [state, count] of [
      ["waiting", 6],
      ["retrying", 6],
      ["sent", 3],
      ["given_up", 3],
    ] as const)
      expect(await mailsOf(admin, false, state)).toHaveLength(count);
    const seen: string[] = [];
    for (let after: unknown[] = [null, null]; ;) {
      const page = await run(
        admin,
        "select id, created_at::text as at from public.list_mails(false, null, $1, $2, 4)",
        after,
      );
      if (page.length === 0) break;
      seen.push(...page.map((mail) => mail.id));
      after = [page.at(-1)?.at, page.at(-1)?.id];
    }
    expect(new Set(seen).size).toBe(18);
    expect(seen).toHaveLength(18);
  });
});

describe("what waits longer than it should", () => {
  it("is counted, with how old the oldest is", async () => {
    const old = "2026-01-01T00:00:00.000Z";
    await outcomeMail({ created_at: old });
    await newMail({
      template: "verify_email",
      recipient: "b@example.test",
      user_id: admin.id,
      status: "sent",
    });
    const [row] = await run(admin, "select public.summarize_deliveries(false) as s");
    expect(row.s).toMatchObject({
      mails: { sent: 1, waiting: 0, retrying: 0, given_up: 0 },
      lateMails: 1,
    });
    expect(new Date(row.s.oldestLateMailAt).toISOString()).toBe(old);
    const [other] = await run(outsider, "select public.summarize_deliveries(false) as s");
    expect(other.s).toMatchObject({ lateMails: 0, oldestLateMailAt: null });
  });

  it("is a message whose work has died", async () => {
    await newMessage({ organization_id: home, status: "processing", claimed_at: "2026-01-01Z" });
    await newMessage({ organization_id: home, status: "processing" });
    await newMessage({ organization_id: away, status: "failed" });
    const webhooks = async (person: Person, whole: boolean) =>
      (await run(person, "select public.summarize_deliveries($1) as s", [whole]))[0]?.s.webhooks;
    expect(await webhooks(admin, false)).toEqual([
      { source: "matrix", done: 0, processing: 1, stuck: 1, failed: 0 },
    ]);
    expect(await webhooks(operator, true)).toMatchObject([{ stuck: 1, failed: 1 }]);
  });
});

describe("a mail put back", () => {
  const replay = async (person: Person, mail: string, whole = false) =>
    (await run(person, "select public.replay_mail($1, $2) as done", [mail, whole]))[0]?.done;
  const take = async () => (await db.query("select * from public.claim_mail(10, 60)")).rows;

  it("is taken once more, under its own id, however often the button is pressed", async () => {
    const mail = await outcomeMail({ status: "failed", attempts: 7, last_error: "400: no" });
    expect([await replay(admin, mail), await replay(admin, mail)]).toEqual([true, false]);
    expect(await take()).toMatchObject([{ id: mail, status: "due", attempts: 0 }]);
    expect(await replay(admin, mail)).toBe(false);
    expect(await take()).toEqual([]);
    await db.query("update public.mail_outbox set status = 'sent'");
    expect(await replay(admin, mail)).toBe(false);
  });

  it("is looked up first where it may have gone out", async () => {
    const mail = await outcomeMail({ status: "failed", unclear_since: "2026-01-01Z" });
    await replay(admin, mail);
    expect(await take()).toMatchObject([{ id: mail, status: "unknown" }]);
  });

  it("pressed by two at once is put back once", async () => {
    const mail = await outcomeMail({ status: "failed" });
    const other = await database.connect();
    await db.query("begin");
    await db.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify(admin.caller.claims),
    ]);
    const first = await one("select public.replay_mail($1, false) as done", [mail]);
    const second = actAs(
      other,
      operator.caller,
      async (client) =>
        (await client.query("select public.replay_mail($1, true) as done", [mail])).rows[0].done,
      "commit",
    );
    await untilOneWaits();
    await db.query("commit");
    expect([first.done, await second]).toEqual([true, false]);
  });

  it("is another organisation's to nobody but operators, and noted where it belongs", async () => {
    const mail = await outcomeMail({ status: "failed" });
    await expect(replay(outsider, mail)).rejects.toMatchObject({ code: "PT404" });
    expect(await replay(operator, mail, true)).toBe(true);
    const noted = await one("select * from public.audit_log order by id desc limit 1");
    expect(noted).toMatchObject({
      organization_id: home,
      actor_email: "operator@example.test",
      action: "replay",
      entity: "mail",
      entity_id: mail,
      label: "outcome_mail",
    });
    expect(JSON.stringify(noted).toLowerCase()).not.toContain("secret");
  });
});

describe("a message worked on again", () => {
  const replay = async (person: Person, message: string, whole = false) =>
    (await run(person, "select public.replay_webhook($1, $2) as taken", [message, whole]))[0]
      ?.taken;

  it.each([
    ["failed", undefined, true],
    ["processing", "2026-01-01Z", true],
    ["processing", undefined, false],
    ["done", undefined, false],
  ])("%s since %s is taken: %s, and then not again", async (status, claimedAt, isTaken) => {
    const message = await newMessage({ organization_id: home, status, claimed_at: claimedAt });
    expect(await replay(admin, message)).toBe(isTaken);
    expect(await replay(admin, message)).toBe(false);
    const { notes } = await one(
      "select count(*)::int as notes from public.audit_log where entity = 'webhook' and entity_id = $1",
      [message],
    );
    expect(notes).toBe(isTaken ? 1 : 0);
  });

  it("is worked on as its sender said it last", async () => {
    const message = await newMessage({ organization_id: home, status: "failed" });
    await db.query("select public.claim_webhook('matrix', $1, '{\"second\": true}')", [message]);
    expect(
      await one("select payload from public.webhook_messages where id = $1", [message]),
    ).toEqual({ payload: { second: true } });
  });

  it("keeps its sender's repetition out meanwhile", async () => {
    const message = await newMessage({ organization_id: home, status: "failed" });
    await replay(operator, message, true);
    const [claim] = (
      await db.query("select * from public.claim_webhook('matrix', $1, '{}')", [message])
    ).rows;
    expect(claim).toMatchObject({ id: message, state: "busy" });
  });

  it("is another organisation's to nobody but operators", async () => {
    const message = await newMessage({ organization_id: away, status: "failed" });
    await expect(replay(admin, message)).rejects.toMatchObject({ code: "PT404" });
    const nobodys = await newMessage({ organization_id: null, status: "failed" });
    await expect(replay(admin, nobodys)).rejects.toMatchObject({ code: "PT404" });
    expect(await replay(operator, nobodys, true)).toBe(true);
  });
});

describe("the live line", () => {
  const told = async () =>
    (
      await db.query(
        "select kind, organization_id, user_id, least_role from public.live_events order by id",
      )
    ).rows;

  it("hears of a mail once, when it was sent, and not that it is being sent", async () => {
    await outcomeMail();
    await db.query("update public.mail_outbox set status = 'sending'");
    expect(await told()).toEqual([]);
    await db.query("update public.mail_outbox set status = 'sent'");
    expect(await told()).toEqual([
      { kind: "deliveries", organization_id: home, user_id: null, least_role: "admin" },
    ]);
  });

  it("tells operators of what was given up, and nobody else of what is nobody's", async () => {
    await newMail({
      template: "admin_alert",
      recipient: "a@example.test",
      subject: "x",
      body: "x",
      status: "sending",
    });
    await db.query("update public.mail_outbox set status = 'failed'");
    expect(await told()).toEqual([
      {
        kind: "deliveries",
        organization_id: await organizationOf(operator),
        user_id: operator.id,
        least_role: null,
      },
    ]);
  });
});

describe("an alert by hand", () => {
  const send = (person: Person, whole = false, id = randomUUID()) =>
    run(person, "select public.send_alert($1, 'Help', 'We need help.', $2)", [id, whole]);

  it("goes where alerts go, says who writes, and is sent once however often it is written", async () => {
    const id = randomUUID();
    await send(admin, false, id);
    await send(admin, false, id);
    const { rows } = await db.query(
      "select id, recipient, subject, body, organization_id from public.mail_outbox",
    );
    expect(rows).toEqual([
      {
        id,
        recipient: "admin@miodiollc.com",
        subject: "Home: Help",
        body: "From Ada <admin@example.test>, admin of Home.\n\nWe need help.",
        organization_id: home,
      },
    ]);
    // The trail outlives whom a subject may name.
    expect(
      await one("select action, label from public.audit_log where entity_id = $1", [id]),
    ).toEqual({ action: "send", label: null });
  });

  it("is one of five an hour for an organisation, however fast they come", async () => {
    const other = await database.connect();
    for (let n = 0; n < 4; n += 1) await send(admin);
    await db.query("begin");
    await db.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify(admin.caller.claims),
    ]);
    await db.query("select public.send_alert(gen_random_uuid(), 'x', 'x', false)");
    const sixth = actAs(other, admin.caller, (client) =>
      client.query("select public.send_alert(gen_random_uuid(), 'x', 'x', false)"),
    );
    await untilOneWaits();
    await db.query("commit");
    await expect(sixth).rejects.toMatchObject({ code: "PT429", message: "rate_limited" });
    await send(outsider);
    await db.query("update public.mail_outbox set created_at = created_at - interval '61 minutes'");
    await send(admin);
  });

  it("waits for a proven address", async () => {
    await db.query("update public.profiles set address_proven_at = null where user_id = $1", [
      outsider.id,
    ]);
    await expect(send(outsider)).rejects.toMatchObject({ message: "address_unproven" });
    await db.query("update public.profiles set address_proven_at = now()");
  });

  it("is seen by its organisation's admins and by operators, what the service sends by operators alone", async () => {
    await send(admin);
    await send(operator, true);
    await db.query("select private.alert('Automatic', 'x', $1)", [home]);
    const subjects = async (person: Person, whole: boolean) =>
      (
        await run(person, "select subject from public.list_alerts($1, null, null, 10) order by 1", [
          whole,
        ])
      ).map((alert) => alert.subject);
    expect(await subjects(admin, false)).toEqual(["Home: Help"]);
    expect(await subjects(outsider, false)).toEqual([]);
    expect(await subjects(operator, true)).toEqual(["Automatic", "Help", "Home: Help"]);
  });

  it.each([
    ["a subject of two lines", "Help\r\nBcc: everybody@example.test", "x"],
    ["no subject", " ", "x"],
    ["no text", "x", null],
  ])("is refused with %s, past the product too", async (_, subject, body) => {
    await expect(
      run(admin, "select public.send_alert(gen_random_uuid(), $1, $2, false)", [subject, body]),
    ).rejects.toMatchObject({ code: "PT400", message: "invalid_input" });
  });

  it("of the service reaches operators however many an organisation causes", async () => {
    for (let n = 0; n < 70; n += 1)
      await db.query("select private.alert('Toggled', 'x', $1)", [n % 2 === 0 ? home : away]);
    expect(await one("select count(*)::int from public.mail_outbox")).toEqual({ count: 40 });
    await send(operator, true);
    await db.query("select private.alert('Of the service', 'x')");
    expect(await one("select count(*)::int from public.mail_outbox")).toEqual({ count: 42 });
  });

  it("is refused, and not lost in silence, where the service's sixty an hour are used up", async () => {
    for (let n = 0; n < 70; n += 1) await db.query("select private.alert('Loop', 'x')");
    expect(await one("select count(*)::int from public.mail_outbox")).toEqual({ count: 60 });
    await expect(send(operator, true)).rejects.toMatchObject({ message: "rate_limited" });
  });
});
