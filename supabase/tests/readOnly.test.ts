import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CALLABLE } from "./accessMatrix.ts";
import { agreeContract } from "./agreeContract.ts";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { signUpPerson } from "./signUpPerson.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let db: Client;
let floor: DialFloor;
let rep: Rep;
let list: string;
let live: string;
let lead: string;

beforeAll(async () => {
  database = await startTestDatabase();
  db = database.superuser;
});
afterAll(() => database.stop());

/** An organization at work, of which a payment is overdue: its grace ends in an hour. */
beforeEach(async () => {
  floor = await DialFloor.open(db);
  await db.query(
    "insert into public.entitlements values ($1, 'team', 50, 0, private.clock() + interval '1 hour')",
    [floor.organizationId],
  );
  rep = await floor.join();
  list = await floor.list();
  live = randomUUID();
  await floor.run(floor.admin, "select public.create_list($1, 'Live', $2, 'position', null)", [
    live,
    JSON.stringify([{ field: "score", operator: "at_least", value: 5 }]),
  ]);
  lead = await floor.lead([list], { email: `${randomUUID()}@example.test` });
  await db.query(
    "insert into public.flags (key, admins_may_set) values ('any', true) on conflict do nothing",
  );
});

const endGrace = () => floor.pass("1 hour");
let phones = 0;
const nextPhone = () => `+1415${String(5_550_000 + ++phones)}`;

/** The arguments of a function, and their values. */
type Given = readonly [text: string, ...values: unknown[]];

/** What members ask of each function that changes something, by an admin. */
const REFUSED: Record<string, () => Given> = {
  invite_member: () => ["'new@example.test', 'rep'"],
  import_leads: () => ["$1, '[]', true", list],
  create_lead: () => [
    "$1, null",
    { id: randomUUID(), name: "New", phone: nextPhone(), phone_original: "x" },
  ],
  update_lead: () => ['$1, \'{"title": "New"}\'', lead],
  edit_leads: () => ['$1, \'{"kind": "score", "score": 9}\', null', { leadIds: [lead] }],
  create_list: () => ["gen_random_uuid(), 'New', null, 'position', null"],
  update_list: () => ['$1, \'{"name": "New"}\'', list],
  create_sample_list: () => [""],
  save_outcomes: () => [
    "$1",
    JSON.stringify([
      {
        key: "done",
        label: "Done",
        reached: true,
        afterwards: "finished",
        requires_next_step: false,
        requires_reason: false,
        reasons: [],
      },
    ]),
  ],
  save_task: () => ["gen_random_uuid(), 'to_do', null, null, 'New', '2026-12-01Z', false"],
  set_flag_override: () => ["'any', $1, null, true", floor.organizationId],
};
/** What goes on, whatever is overdue: reading, the law, what makes room. */
const GOES_ON: Record<string, () => Given> = {
  list_queue: () => ["$1, 5", list],
  find_leads: () => ["'', null, '[]', 'name', false, null, 5"],
  count_leads: () => ["'{\"filter\": []}'"],
  lead_places: () => ["'{\"filter\": []}'"],
  refresh_lists: () => ["null"],
  list_progress: () => ["null"],
  day_numbers: () => ["now()"],
  member_work: () => [""],
  former_membership: () => [""],
  find_audit: () => ["false, null, null, null, null, null, null, 5"],
  summarize_deliveries: () => ["false"],
  list_mails: () => ["false, null, null, null, 5"],
  list_webhooks: () => ["false, null, null, null, 5"],
  list_alerts: () => ["false, null, null, 5"],
  send_alert: () => ["gen_random_uuid(), 'Help', 'We paid.', false"],
  my_allowance: () => [""],
  my_usage: () => [""],
  my_billing_contact: () => [""],
  set_billing_contact: () => ["$1", floor.admin.id],
  start_export: () => ["gen_random_uuid()"],
  preview_erasure: () => ["'someone@example.test', null"],
  start_erasure: () => ["gen_random_uuid(), 'someone@example.test', null, true"],
  was_erased: () => ["$1", lead],
  delete_list: () => ["$1", list],
  deactivate_member: () => ["$1, null", rep.id],
  sync_dial_session: () => ["gen_random_uuid(), $1, 'dialing', null, 3, '{}', null", list],
};
/** By a token, by operators, about what is there already, or in tests of their own below. */
const ELSEWHERE = [
  "prove_address",
  "preview_invitation",
  "check_invitation",
  "resend_verification",
  "set_flag",
  "count_flag_overrides",
  "find_flag_subject",
  "list_organizations",
  "describe_organization",
  "set_contract",
  "open_export",
  "retry_job",
  "replay_mail",
  "replay_webhook",
  "accept_invitation",
  "reactivate_member",
  "save_call",
];

const call = (name: string, [given, ...values]: Given) =>
  floor.run(floor.admin, `select * from public.${name}(${given})`, values);

describe("when the grace is over", () => {
  it("every function of the API is refused or goes on as it says here", () => {
    const open = Object.entries(CALLABLE).filter(([, roles]) => roles.includes("authenticated"));
    const known = [...Object.keys(REFUSED), ...Object.keys(GOES_ON), ...ELSEWHERE];
    expect(open.map(([name]) => name).toSorted()).toEqual(known.toSorted());
  });

  it.each(Object.entries(REFUSED))("%s is refused", async (name, given) => {
    await endGrace();
    await expect(call(name, given())).rejects.toThrow("read_only");
  });

  it.each(Object.entries({ ...REFUSED, ...GOES_ON }))(
    "%s goes on while the grace lasts, and once it is paid or agreed",
    async (name, given) => {
      await floor.pass("59 minutes");
      await call(name, given());
      if (!(name in REFUSED)) return;
      await floor.pass("2 minutes");
      await db.query("update public.entitlements set grace_ends_at = null");
      await call(name, given());
      await db.query("update public.entitlements set grace_ends_at = '2000-01-01Z'");
      await agreeContract(db, floor.organizationId);
      expect(await call(name, given())).toBeDefined();
    },
  );

  it.each(Object.entries(GOES_ON))("%s goes on", async (name, given) => {
    await endGrace();
    expect(await call(name, given())).toBeDefined();
  });

  it("nobody joins, comes back or is invited", async () => {
    await floor.run(floor.admin, "select public.deactivate_member($1, null)", [rep.id]);
    const email = `${randomUUID()}@example.test`;
    await db.query(
      `insert into public.invitations (organization_id, email, role, invited_by, token_hash, expires_at)
       values ($1, $2, 'rep', $3, private.token_hash($2), now() + interval '1 day')`,
      [floor.organizationId, email, floor.admin.id],
    );
    await endGrace();
    await expect(signUpPerson(db, email, { invitation_token: email })).rejects.toThrow("read_only");
    const person = await signUpPerson(db, email);
    await expect(floor.run(person, "select public.accept_invitation($1)", [email])).rejects.toThrow(
      "read_only",
    );
    await expect(call("reactivate_member", ["$1", rep.id])).rejects.toThrow("read_only");
  });

  it("a number still comes on the do-not-call list, and its leads with it", async () => {
    await endGrace();
    await call("edit_leads", ['$1, \'{"kind": "doNotCall"}\', null', { leadIds: [lead] }]);
    expect(await floor.leadRow(lead)).toMatchObject({ do_not_call: true });
  });

  it("a line can be switched off, and nothing else of it", async () => {
    const line = randomUUID();
    await db.query(
      "insert into public.lines (id, organization_id, phone, label) values ($1, $2, '+14155550100', 'Line')",
      [line, floor.organizationId],
    );
    await endGrace();
    const change = (set: string) =>
      floor.run(floor.admin, `update public.lines set ${set} where id = $1 returning id`, [line]);
    await expect(change("label = 'Other', is_active = false")).rejects.toThrow("read_only");
    expect(await change("is_active = false")).toHaveLength(1);
    await expect(change("is_active = true")).rejects.toThrow("read_only");
  });

  it("lists that keep themselves current stand as they are, and can be read", async () => {
    await endGrace();
    await db.query("update public.leads set score = 9 where id = $1", [lead]);
    await call("refresh_lists", ["null"]);
    await floor.sync(rep, randomUUID(), live);
    const { rowCount } = await db.query("select from public.list_leads where list_id = $1", [live]);
    expect(rowCount).toBe(0);
  });

  it("an operator's work goes on, in their own organization too", async () => {
    await endGrace();
    await db.query("insert into public.operators values ($1)", [floor.admin.id]);
    expect(await call("update_lead", ['$1, \'{"title": "New"}\'', lead])).toHaveLength(1);
  });
});

describe("a call", () => {
  /** The lead in front of the rep, with leave to call it. */
  async function hold() {
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list, { target: 1 });
    return { sessionId: session, permitId: held[0]?.permit?.id ?? null };
  }

  it("that runs when the grace ends is kept whole: its notes, its outcome and all that follows", async () => {
    await db.query(
      `update public.outcomes set move_to_list_id = $1, task_text = 'Write', task_in_days = 1, mail_subject = 'Hello',
         mail_body = 'As said' where organization_id = $2 and key = 'connected'`,
      [await floor.list(), floor.organizationId],
    );
    await floor.pass("59 minutes");
    const given = { leadId: lead, startedAt: await floor.clock(), ...(await hold()) };
    const id = randomUUID();
    await floor.save(rep, id, { ...given, notes: "ringing" });
    await floor.pass("10 minutes");
    await floor.save(rep, id, { ...given, notes: "still talking" });
    await floor.save(rep, id, {
      ...given,
      endedAt: await floor.clock(),
      outcome: "connected",
      notes: "said yes",
      nextStep: { text: "Send it", dueAt: await floor.clock(86_400_000) },
    });
    const { rows } = await db.query("select notes, outcome from public.calls where id = $1", [id]);
    expect(rows).toEqual([{ notes: "said yes", outcome: "connected" }]);
    expect(await floor.leadRow(lead)).toMatchObject({
      last_outcome: "connected",
      dial_state: "finished",
    });
    const left = async (text: string) => (await db.query(text, [lead])).rowCount;
    expect(await left("select from public.tasks where lead_id = $1")).toBe(2);
    expect(
      await left(
        "select from public.mail_outbox m join public.calls c on c.id = m.call_id where c.lead_id = $1",
      ),
    ).toBe(1);
  });

  it("of somebody who asks not to be called again counts for the whole organization", async () => {
    await floor.pass("59 minutes");
    const given = { leadId: lead, startedAt: await floor.clock(), ...(await hold()) };
    await floor.pass("2 minutes");
    await floor.save(rep, randomUUID(), {
      ...given,
      endedAt: await floor.clock(),
      outcome: "do_not_call",
    });
    expect(await floor.leadRow(lead)).toMatchObject({ do_not_call: true });
  });

  it("does not begin: a session holds leads without leave to call them, and is told why", async () => {
    await floor.pass("59 minutes");
    const before = await hold();
    expect(before.permitId).not.toBeNull();
    await floor.pass("1 minute");
    for (const take of [null, lead]) {
      const { held } = await floor.sync(rep, before.sessionId, list, { take });
      expect(held).toMatchObject([{ permit: null, refusal: "read_only" }]);
    }
    await expect(
      floor.save(rep, randomUUID(), { leadId: lead, startedAt: await floor.clock() }),
    ).rejects.toThrow("permit_missing");
    await db.query("update public.entitlements set grace_ends_at = null");
    const { held } = await floor.sync(rep, before.sessionId, list);
    expect(held[0]?.permit).toBeTruthy();
  });

  it("to practise is kept where it began before, and does not begin", async () => {
    const sample = await floor.lead([], { is_sample: true });
    const startedAt = await floor.clock(59 * 60_000);
    await endGrace();
    await floor.call(rep, sample, "connected", { startedAt });
    await expect(floor.call(rep, sample, "connected")).rejects.toThrow("read_only");
  });
});
