import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let floor: DialFloor;
let rep: Rep;

beforeAll(async () => {
  database = await startTestDatabase();
});
beforeEach(async () => {
  floor = await DialFloor.open(database.superuser);
  rep = await floor.join();
});
afterAll(() => database.stop());

const setOutcome = (key: string, change: string) =>
  floor.db.query(`update public.outcomes set ${change} where organization_id = $1 and key = $2`, [
    floor.organizationId,
    key,
  ]);

const tasksOf = async (leadId: string) =>
  (
    await floor.db.query(
      "select kind, text, user_id, due_at, done_at is not null as done from public.tasks where lead_id = $1 order by created_at, text",
      [leadId],
    )
  ).rows;

const mails = async () =>
  (
    await floor.db.query(
      "select recipient, user_id, subject, body from public.mail_outbox where template = 'outcome_mail' and user_id = $1",
      [rep.id],
    )
  ).rows;

const later = async (ms: number) => new Date(await floor.clock(ms));

describe("where an outcome sends its lead", () => {
  it("again: it waits, comes back in its time, and is finished when its attempts are used up", async () => {
    await setOutcome("busy", "retry_after_minutes = 30, max_attempts = 2");
    const list = await floor.list();
    const lead = await floor.lead([list]);
    await floor.takeAndCall(rep, lead, "busy");
    expect(await floor.leadRow(lead)).toMatchObject({
      dial_state: "waiting",
      ready_at: await later(1_800_000),
      attempt_count: 1,
    });
    await floor.pass("29 minutes");
    expect((await floor.sync(rep, randomUUID(), list)).held).toEqual([]);
    await floor.pass("1 minute");
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list);
    await floor.call(rep, lead, "busy", { permitId: held[0]?.permit?.id ?? null });
    expect(await floor.leadRow(lead)).toMatchObject({ dial_state: "finished", ready_at: null });
  });

  it("finished, and so is one with an outcome that nobody knows any more", async () => {
    const lead = await floor.lead();
    await floor.takeAndCall(rep, lead, "connected");
    const second = await floor.lead();
    const call = await floor.takeAndCall(rep, second, "long_forgotten");
    for (const id of [lead, second]) {
      expect(await floor.leadRow(id)).toMatchObject({ dial_state: "finished" });
    }
    expect(
      (await floor.db.query("select outcome, reached from public.calls where id = $1", [call]))
        .rows,
    ).toEqual([{ outcome: "long_forgotten", reached: false }]);
  });

  it("callback: it waits for the agreed time as a task, this rep's or anyone's, in the place of an earlier one", async () => {
    const lead = await floor.lead();
    await floor.takeAndCall(rep, lead, "callback", {
      callback: { dueAt: await floor.clock(86_400_000), isMine: true },
    });
    expect(await floor.leadRow(lead)).toMatchObject({
      dial_state: "callback",
      ready_at: await later(86_400_000),
    });
    await floor.takeAndCall(rep, lead, "callback", {
      callback: { dueAt: await floor.clock(3_600_000), isMine: false },
    });
    const tasks = await tasksOf(lead);
    expect(tasks).toHaveLength(2);
    expect(tasks).toContainEqual(expect.objectContaining({ user_id: rep.id, done: true }));
    expect(tasks).toContainEqual(
      expect.objectContaining({ user_id: null, done: false, due_at: await later(3_600_000) }),
    );
  });

  it("callback without a time: the call counts, and the lead comes back in half an hour", async () => {
    const lead = await floor.lead();
    await floor.takeAndCall(rep, lead, "callback");
    expect(await floor.leadRow(lead)).toMatchObject({
      dial_state: "waiting",
      ready_at: await later(1_800_000),
    });
  });

  it("a call keeps the promise that is due and leaves one for another day", async () => {
    const due = await floor.lead();
    const distant = await floor.lead();
    for (const [lead, ms] of [
      [due, 600_000],
      [distant, 86_400_000],
    ] as const) {
      await floor.takeAndCall(rep, lead, "callback", {
        callback: { dueAt: await floor.clock(ms), isMine: true },
      });
      await floor.takeAndCall(rep, lead, "no_answer");
    }
    expect(await tasksOf(due)).toMatchObject([{ done: true }]);
    expect(await floor.leadRow(due)).toMatchObject({ dial_state: "waiting" });
    expect(await tasksOf(distant)).toMatchObject([{ done: false }]);
    expect(await floor.leadRow(distant)).toMatchObject({ dial_state: "callback" });
  });

  it("the first call that a lead ever gets keeps the promise it was made for", async () => {
    const list = await floor.list();
    const lead = await floor.lead([list]);
    await floor.db.query(
      `insert into public.tasks (id, organization_id, kind, lead_id, text, due_at)
       values (gen_random_uuid(), $1, 'callback', $2, 'As agreed by mail', $3)`,
      [floor.organizationId, lead, await floor.clock(-60_000)],
    );
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list);
    await floor.call(rep, lead, "connected", { permitId: held[0]?.permit?.id ?? null });
    expect(await tasksOf(lead)).toMatchObject([{ done: true }]);
    expect(await floor.leadRow(lead)).toMatchObject({ dial_state: "finished" });
    expect((await floor.sync(rep, session, list)).held).toEqual([]);
  });

  it("never: its number is on the list, its callbacks are done, and nobody is given leave again", async () => {
    const lead = await floor.lead();
    await floor.takeAndCall(rep, lead, "callback", {
      callback: { dueAt: await floor.clock(86_400_000), isMine: true },
    });
    await floor.takeAndCall(rep, lead, "do_not_call");
    expect(await floor.leadRow(lead)).toMatchObject({ do_not_call: true, dial_state: "finished" });
    expect(await tasksOf(lead)).toMatchObject([{ done: true }]);
    const listed = await floor.run(rep, "select phone from public.do_not_call_numbers");
    expect(listed).toEqual([{ phone: (await floor.leadRow(lead))["phone"] }]);
    const { held } = await floor.sync(rep, randomUUID(), null, { take: lead });
    expect(held).toMatchObject([{ permit: null, refusal: "do_not_call" }]);
  });

  it("a call that is told late counts, and undoes nothing but the wish to be called", async () => {
    const lead = await floor.lead();
    const early = await floor.sync(rep, randomUUID(), null, { take: lead });
    const startedAt = await floor.clock();
    const permitId = early.held[0]?.permit?.id ?? null;
    await floor.pass("10 minutes");
    await floor.takeAndCall(rep, lead, "connected");
    const late = { leadId: lead, permitId, startedAt, endedAt: startedAt };
    await floor.save(rep, randomUUID(), { ...late, outcome: "do_not_call" });
    expect(await floor.leadRow(lead)).toMatchObject({
      last_outcome: "connected",
      last_called_at: await later(0),
      attempt_count: 2,
      do_not_call: true,
    });
  });

  it("practice puts no number on the list and mails nobody", async () => {
    await setOutcome("do_not_call", "mail_subject = 'x', mail_body = 'x'");
    const practice = await floor.lead([], { is_sample: true, email: "lead@example.test" });
    await floor.call(rep, practice, "do_not_call");
    expect(await floor.run(rep, "select 1 from public.do_not_call_numbers")).toEqual([]);
    expect(await mails()).toEqual([]);
    expect(await floor.leadRow(practice)).toMatchObject({ do_not_call: true });
  });
});

describe("what an outcome does beside", () => {
  it("the next step and the outcome's own task stand in the rep's tasks, once", async () => {
    await setOutcome("connected", "task_text = 'Send {{first_name}} the offer', task_in_days = 2");
    const lead = await floor.lead([], { name: "Ada Byron" });
    const { held } = await floor.sync(rep, randomUUID(), null, { take: lead });
    const id = randomUUID();
    const call = {
      leadId: lead,
      permitId: held[0]?.permit?.id ?? null,
      startedAt: await floor.clock(),
      endedAt: await floor.clock(),
      outcome: "connected",
      nextStep: { text: "Ask for the budget", dueAt: await floor.clock(3_600_000) },
    };
    await floor.save(rep, id, call);
    await floor.save(rep, id, call);
    expect(await tasksOf(lead)).toEqual([
      {
        kind: "to_do",
        text: "Ask for the budget",
        user_id: rep.id,
        due_at: await later(3_600_000),
        done: false,
      },
      {
        kind: "to_do",
        text: "Send Ada the offer",
        user_id: rep.id,
        due_at: await later(172_800_000),
        done: false,
      },
    ]);
  });

  it("a move takes the lead out of the session's list and to the end of the other", async () => {
    const from = await floor.list();
    const to = await floor.list();
    await floor.lead([to]);
    const lead = await floor.lead([from]);
    await setOutcome("connected", `move_to_list_id = '${to}'`);
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, from);
    await floor.call(rep, lead, "connected", {
      permitId: held[0]?.permit?.id ?? null,
      sessionId: session,
    });
    const { rows } = await floor.db.query(
      "select list_id, state from public.list_leads where lead_id = $1",
      [lead],
    );
    expect(rows).toEqual([{ list_id: to, state: "finished" }]);
    const last = await floor.db.query(
      "select lead_id from public.list_leads where list_id = $1 order by position desc limit 1",
      [to],
    );
    expect(last.rows).toEqual([{ lead_id: lead }]);
  });

  it("a mail goes to the lead in the rep's name, once a call, where there is one plain address", async () => {
    await setOutcome(
      "voicemail",
      "mail_subject = 'Hello {{name}}', mail_body = E'I am {{rep_name}}.\\nBye'",
    );
    const lead = await floor.lead([], { name: "Ada Byron", email: "ada@example.test" });
    const { held } = await floor.sync(rep, randomUUID(), null, { take: lead });
    const id = randomUUID();
    const endedAt = await floor.clock();
    const call = {
      leadId: lead,
      permitId: held[0]?.permit?.id ?? null,
      startedAt: endedAt,
      endedAt,
    };
    await floor.save(rep, id, { ...call, outcome: "voicemail" });
    await floor.save(rep, id, { ...call, outcome: "voicemail" });
    await floor.takeAndCall(rep, await floor.lead(), "voicemail");
    await floor.takeAndCall(
      rep,
      await floor.lead([], { email: "a@x.test, b@y.test" }),
      "voicemail",
    );
    expect(await mails()).toEqual([
      {
        recipient: "ada@example.test",
        user_id: rep.id,
        subject: "Hello Ada Byron",
        body: "I am Rina Rep.\nBye",
      },
    ]);
  });

  it("happens once, however often and at once its call is sent", async () => {
    await setOutcome(
      "voicemail",
      "task_text = 'Again', task_in_days = 1, mail_subject = 'Hi', mail_body = 'Bye'",
    );
    const lead = await floor.lead([], { email: "ada@example.test" });
    const { held } = await floor.sync(rep, randomUUID(), null, { take: lead });
    const at = await floor.clock();
    const permitId = held[0]?.permit?.id ?? null;
    const call = { leadId: lead, permitId, startedAt: at, endedAt: at, outcome: "voicemail" };
    const id = randomUUID();
    const seats = await Promise.all(Array.from({ length: 10 }, () => database.connect()));
    await Promise.all(seats.map((seat) => floor.over(seat).save(rep, id, call)));
    expect(await tasksOf(lead)).toHaveLength(1);
    expect(await mails()).toHaveLength(1);
    expect(await floor.leadRow(lead)).toMatchObject({ attempt_count: 1 });
    await expect(floor.save(rep, randomUUID(), call)).rejects.toThrow("permit_missing");
  });

  it("no rep's calls are a mailing", async () => {
    await setOutcome("voicemail", "mail_subject = 'Hi', mail_body = 'Bye'");
    await floor.db.query(
      `with made as (
         insert into public.calls (id, organization_id, lead_id, user_id, phone, started_at, is_practice)
         select gen_random_uuid(), $1, $2, $3, '+12125550100', now(), false from generate_series(1, 200) returning id)
       insert into public.mail_outbox (template, recipient, user_id, call_id, subject, body)
       select 'outcome_mail', id || '@example.test', $3, id, 'Hi', 'Bye' from made`,
      [floor.organizationId, await floor.lead(), rep.id],
    );
    await floor.takeAndCall(rep, await floor.lead([], { email: "x@example.test" }), "voicemail");
    expect(await mails()).toHaveLength(200);
  });
});
