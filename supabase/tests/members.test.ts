import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { actAs } from "./actAs.ts";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let floor: DialFloor;

beforeAll(async () => {
  database = await startTestDatabase();
});
beforeEach(async () => {
  floor = await DialFloor.open(database.superuser);
});
afterAll(() => database.stop());

const DEACTIVATE = "select public.deactivate_member($1, $2) as handed";
const deactivate = (by: Rep, member: Rep, successor: Rep | null, seat = floor) =>
  seat.run(by, DEACTIVATE, [member.id, successor?.id ?? null]);
const reactivate = (by: Rep, member: Rep) =>
  floor.run(by, "select public.reactivate_member($1)", [member.id]);

async function rows(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await floor.db.query<Record<string, unknown>>(text, values)).rows;
}

async function makeAdmin(rep: Rep): Promise<Rep> {
  await floor.db.query("update public.memberships set role = 'admin' where user_id = $1", [rep.id]);
  return rep;
}

/** A promise to call back, in a rep's name. */
async function callback(rep: Rep, leadId: string): Promise<void> {
  await floor.run(
    rep,
    "select public.save_task(gen_random_uuid(), 'callback', $1, $2, 'x', $3, false)",
    [leadId, rep.id, await floor.clock(3_600_000)],
  );
}

/** What stands in somebody's name and would be lost with them. */
const inTheirName = (rep: Rep) =>
  rows(
    `select 'lead' as what from public.leads where owner_id = $1
     union all select 'task' from public.tasks where user_id = $1 and done_at is null
     union all select 'line' from public.lines where user_id = $1
     union all select 'list' from public.lead_lists where created_by = $1
     union all select 'claim' from public.claims where user_id = $1
     union all select 'session' from public.dial_sessions where user_id = $1 and ended_at is null
     union all select 'permit' from public.permits where user_id = $1 and used_at is null and revoked_at is null
     union all select 'sign-in' from auth.sessions where user_id = $1`,
    [rep.id],
  );

/** Resolves when that many statements wait for a lock. */
const waiting = (count: number) =>
  vi.waitFor(async () => {
    const [row] = await rows(
      "select count(*)::integer as waiting from pg_stat_activity where wait_event_type = 'Lock'",
    );
    expect(row).toEqual({ waiting: count });
  }, 10_000);

describe("a member who is deactivated", () => {
  it("leaves all they have in hand to a colleague, and their calls stay theirs", async () => {
    const [rep, colleague] = [await floor.join(), await floor.join()];
    const list = await floor.list();
    await floor.db.query("update public.lead_lists set created_by = $1 where id = $2", [
      rep.id,
      list,
    ]);
    const leads = await floor.leads(3, [list], { owner_id: rep.id });
    await floor.lead([list]);
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list, { target: 2 });
    const [front] = held;
    await floor.call(rep, front?.lead.id ?? "", "connected", { permitId: front?.permit?.id ?? "" });
    await callback(rep, leads[2] ?? "");
    await floor.run(
      rep,
      "select public.save_task(gen_random_uuid(), 'to_do', null, $1, 'Write', $2, false)",
      [rep.id, await floor.clock()],
    );
    await floor.db.query(
      "insert into public.lines (id, organization_id, phone, label, user_id) values (gen_random_uuid(), $1, '+12125550100', 'Desk', $2)",
      [floor.organizationId, rep.id],
    );
    const [before] = await rows("select coalesce(max(id), 0)::text as id from public.audit_log");

    const [answer] = await deactivate(floor.admin, rep, colleague);
    const handed = { leads: 3, tasks: 1, callbacks: 1, lists: 1, lines: 1 };
    expect(answer).toEqual({ handed });
    expect(await inTheirName(rep)).toEqual([]);
    expect(
      await rows(
        `select (select count(*)::integer from public.leads where owner_id = $1) as leads,
           (select count(*)::integer from public.list_leads where owner_id = $1) as listed,
           (select count(*)::integer from public.tasks where user_id = $1 and done_at is null) as tasks`,
        [colleague.id],
      ),
    ).toEqual([{ leads: 3, listed: 3, tasks: 2 }]);
    expect(
      await rows("select user_id from public.calls where organization_id = $1", [
        floor.organizationId,
      ]),
    ).toEqual([{ user_id: rep.id }]);
    expect(
      await rows(
        `select actor_id, action, entity, entity_id, changes from public.audit_log
         where organization_id = $1 and id > $2 and entity = 'member'`,
        [floor.organizationId, before?.["id"]],
      ),
    ).toEqual([
      {
        actor_id: floor.admin.id,
        action: "deactivate",
        entity: "member",
        entity_id: rep.id,
        changes: {
          role: ["rep", null],
          successor: [null, colleague.id],
          ...Object.fromEntries(Object.entries(handed).map(([key, count]) => [key, [null, count]])),
        },
      },
    ]);
    expect(
      await rows(
        "select distinct kind from public.live_events where organization_id = $1 and entity_id = $2",
        [floor.organizationId, rep.id],
      ),
    ).toEqual([{ kind: "member" }]);
  });

  it("reads nothing from the next request on, and signed in anew is told whom to ask", async () => {
    const rep = await floor.join();
    await deactivate(floor.admin, rep, null);
    expect(await floor.run(rep, "select from public.profiles")).toEqual([]);
    const again = {
      id: rep.id,
      caller: { role: "authenticated" as const, claims: { sub: rep.id, session_id: randomUUID() } },
    };
    await floor.db.query("insert into auth.sessions (id, user_id) values ($1, $2)", [
      again.caller.claims.session_id,
      rep.id,
    ]);
    expect(await floor.run(again, "select from public.leads")).toEqual([]);
    const [told] = await floor.run(again, "select public.former_membership() as told");
    expect(told).toMatchObject({
      told: { organizationName: "Ann Admin's team", ask: [{ fullName: "Ann Admin" }] },
    });
    expect(await floor.run(floor.admin, "select public.former_membership() as told")).toEqual([
      { told: null },
    ]);
  });

  it("is named to the colleagues they had, and to nobody else", async () => {
    const [rep, colleague] = [await floor.join(), await floor.join()];
    const stranger = (await DialFloor.open(database.superuser)).admin;
    await deactivate(floor.admin, rep, null);
    const name = "select full_name from public.profiles where user_id = $1";
    expect(await floor.run(colleague, name, [rep.id])).toEqual([{ full_name: "Rina Rep" }]);
    expect(await floor.run(stranger, name, [rep.id])).toEqual([]);
  });

  it("leaves to nobody what nobody is named for", async () => {
    const rep = await floor.join();
    const lead = await floor.lead([], { owner_id: rep.id });
    await callback(rep, lead);
    await deactivate(floor.admin, rep, null);
    expect(await floor.leadRow(lead)).toMatchObject({ owner_id: null, dial_state: "callback" });
    expect(await rows("select user_id from public.tasks where lead_id = $1", [lead])).toEqual([
      { user_id: null },
    ]);
  });

  it("is told of once, however much they had", async () => {
    const [rep, colleague] = [await floor.join(), await floor.join()];
    const leads = await floor.leads(60, [], { owner_id: rep.id });
    for (const lead of leads.slice(0, 30)) await callback(rep, lead);
    await floor.db.query("delete from public.live_events");
    await deactivate(floor.admin, rep, colleague);
    expect(
      (await rows("select kind from public.live_events order by kind")).map(({ kind }) => kind),
    ).toEqual(["audit", "leads", "member", "tasks"]);
  });
});

describe("who may deactivate whom", () => {
  it("an admin may, and not themselves", async () => {
    const [rep, manager] = [await floor.join(), await floor.join("manager")];
    const stranger = (await DialFloor.open(database.superuser)).admin;
    await expect(deactivate(manager, rep, null)).rejects.toThrow("forbidden");
    await expect(deactivate(stranger, rep, null)).rejects.toThrow("not_found");
    await expect(deactivate(floor.admin, floor.admin, rep)).rejects.toThrow("conflict");
    await expect(deactivate(floor.admin, rep, rep)).rejects.toThrow("conflict");
    await expect(deactivate(floor.admin, rep, stranger)).rejects.toThrow("not_found");
    await expect(
      floor.run(floor.admin, "delete from public.memberships where user_id = $1", [rep.id]),
    ).rejects.toThrow("permission denied");
  });

  it("of two admins who deactivate each other at once one stays", async () => {
    const other = await makeAdmin(await floor.join());
    const [one, two] = [await database.connect(), await database.connect()];
    const late = await actAs(
      one,
      floor.admin.caller,
      async (client) => {
        await client.query(DEACTIVATE, [other.id, null]);
        const second = deactivate(other, floor.admin, null, floor.over(two));
        second.catch(() => undefined);
        await waiting(1);
        return { second };
      },
      "commit",
    );
    await expect(late.second).rejects.toThrow("forbidden");
    expect(
      await rows("select user_id from public.memberships where organization_id = $1", [
        floor.organizationId,
      ]),
    ).toEqual([{ user_id: floor.admin.id }]);
  });
});

/** What somebody hears who was deactivated in the middle of it. */
const REFUSED = ["no_organization", "session_ended", "not_found", "permit_missing"];

describe("while they are at work", () => {
  /** A lead in front of the rep, and the call with it that promises to call back. */
  const inACall = async (rep: Rep) => {
    const lead = await floor.lead([], { owner_id: rep.id });
    const { held } = await floor.sync(rep, randomUUID(), null, { take: lead });
    const at = await floor.clock();
    const details = {
      leadId: lead,
      permitId: held[0]?.permit?.id,
      startedAt: at,
      endedAt: at,
      outcome: "callback",
      notes: "",
      callback: { dueAt: await floor.clock(3_600_000), isMine: true },
    };
    return { lead, call: randomUUID(), details };
  };
  const SAVE = "select from public.save_call($1, $2)";
  const whose = async (call: string, lead: string) => ({
    calls: await rows("select user_id, outcome from public.calls where id = $1", [call]),
    callbacks: await rows("select user_id from public.tasks where lead_id = $1", [lead]),
    owner: (await floor.leadRow(lead))["owner_id"],
  });

  it("the call they are saving is finished first, and its callback is handed over with the rest", async () => {
    const [rep, colleague] = [await floor.join(), await floor.join()];
    const { lead, call, details } = await inACall(rep);
    const seat = floor.over(await database.connect());
    const { done } = await actAs(
      await database.connect(),
      rep.caller,
      async (client) => {
        await client.query(SAVE, [call, details]);
        const second = deactivate(floor.admin, rep, colleague, seat);
        await waiting(1);
        return { done: second };
      },
      "commit",
    );
    expect(await done).toMatchObject([{ handed: { leads: 1, callbacks: 1 } }]);
    expect(await whose(call, lead)).toEqual({
      calls: [{ user_id: rep.id, outcome: "callback" }],
      callbacks: [{ user_id: colleague.id }],
      owner: colleague.id,
    });
    expect(await inTheirName(rep)).toEqual([]);
  });

  it("the call that reaches us in that moment is kept, and its callback is the colleague's", async () => {
    const [rep, colleague] = [await floor.join(), await floor.join()];
    const { lead, call, details } = await inACall(rep);
    await floor.pass("1 minute");
    const seat = floor.over(await database.connect());
    const { done } = await actAs(
      await database.connect(),
      floor.admin.caller,
      async (client) => {
        await client.query(DEACTIVATE, [rep.id, colleague.id]);
        const second = seat.run(rep, SAVE, [call, details]);
        await waiting(1);
        return { done: second };
      },
      "commit",
    );
    await done;
    expect(await whose(call, lead)).toEqual({
      calls: [{ user_id: rep.id, outcome: "callback" }],
      callbacks: [{ user_id: colleague.id }],
      owner: colleague.id,
    });
    expect(await inTheirName(rep)).toEqual([]);
  });

  it("a session that begins in that moment ends with them", async () => {
    const rep = await floor.join();
    const list = await floor.list();
    await floor.leads(5, [list]);
    const seat = floor.over(await database.connect());
    const { done } = await actAs(
      await database.connect(),
      rep.caller,
      async (client) => {
        await client.query(
          "select public.sync_dial_session($1, $2, 'dialing', null, 3, '{}', null)",
          [randomUUID(), list],
        );
        const second = deactivate(floor.admin, rep, null, seat);
        await waiting(1);
        return { done: second };
      },
      "commit",
    );
    await done;
    expect(await inTheirName(rep)).toEqual([]);
    const { done: refused } = await actAs(
      await database.connect(),
      floor.admin.caller,
      async (client) => {
        const other = await floor.join();
        await client.query(DEACTIVATE, [other.id, null]);
        const second = seat.sync(other, randomUUID(), list);
        second.catch(() => undefined);
        await waiting(1);
        return { done: second };
      },
      "commit",
    );
    await expect(refused).rejects.toThrow("no_organization");
  });

  it("the slice of a file that is on its way is kept, and the next one is not taken", async () => {
    const rep = await floor.join();
    const list = await floor.list();
    const slice = (from: number) =>
      JSON.stringify(
        Array.from({ length: 5 }, (_, at) => ({
          row_number: from + at,
          name: "New",
          phone: `+1213555${String(from + at).padStart(4, "0")}`,
          phone_original: "",
        })),
      );
    const IMPORT = "select * from public.import_leads($1, $2)";
    await actAs(
      await database.connect(),
      rep.caller,
      async (client) => {
        await client.query(IMPORT, [list, slice(1)]);
        await deactivate(floor.admin, rep, null, floor.over(await database.connect()));
      },
      "commit",
    );
    expect(
      await rows(
        "select owner_id, count(*)::integer from public.leads where organization_id = $1 group by 1",
        [floor.organizationId],
      ),
    ).toEqual([{ owner_id: null, count: 5 }]);
    await expect(floor.run(rep, IMPORT, [list, slice(6)])).rejects.toThrow("no_organization");
  });

  it("of a team that dials, saves and edits nobody waits in a ring, and nothing stays with who went", async () => {
    const list = await floor.list();
    const team: Rep[] = [];
    for (let at = 0; at < 6; at += 1) team.push(await floor.join());
    for (const rep of team) await floor.leads(15, [list], { owner_id: rep.id });
    await floor.leads(30, [list]);
    const faults: string[] = [];
    const goOn = new AbortController();
    const work = async (rep: Rep) => {
      const seat = floor.over(await database.connect());
      const session = randomUUID();
      for (let turn = 0; !goOn.signal.aborted; turn += 1) {
        try {
          const { held, now } = await seat.sync(rep, session, list, { target: 3 });
          const front = held[0];
          if (!front?.permit) continue;
          await seat.call(rep, front.lead.id, turn % 2 === 0 ? "callback" : "no_answer", {
            permitId: front.permit.id,
            sessionId: session,
            startedAt: now,
            callback: { dueAt: await seat.clock(60_000), isMine: true },
            nextStep: { text: "Write", dueAt: now },
          });
        } catch (error) {
          const message = String(error);
          if (!REFUSED.some((code) => message.includes(code))) faults.push(message);
          return;
        }
      }
    };
    const manager = floor.over(await database.connect());
    const edits = async () => {
      for (let turn = 0; !goOn.signal.aborted; turn += 1) {
        const change = turn % 2 === 0 ? { kind: "callAgain" } : { kind: "score", score: turn % 5 };
        await manager
          .run(floor.admin, "select public.edit_leads($1, $2, null)", [
            { filter: [{ field: "score", operator: "at_least", value: 0 }] },
            change,
          ])
          .catch((error: unknown) => faults.push(String(error)));
      }
    };
    const working = [...team.map(work), edits()];
    const [last, ...going] = team.toReversed();
    const office = floor.over(await database.connect());
    for (const rep of going) {
      await deactivate(floor.admin, rep, last ?? null, office).catch((error: unknown) =>
        faults.push(String(error)),
      );
    }
    goOn.abort();
    await Promise.all(working);
    expect(faults).toEqual([]);
    for (const rep of going) expect(await inTheirName(rep)).toEqual([]);
    expect(
      await rows("select count(*)::integer as leads from public.leads where owner_id = $1", [
        last?.id,
      ]),
    ).toEqual([{ leads: 90 }]);
  });
});

describe("a former member", () => {
  it("comes back as what they were", async () => {
    const rep = await floor.join("manager");
    await deactivate(floor.admin, rep, null);
    await expect(reactivate(await floor.join("manager"), rep)).rejects.toThrow("forbidden");
    await reactivate(floor.admin, rep);
    expect(await rows("select role from public.memberships where user_id = $1", [rep.id])).toEqual([
      { role: "manager" },
    ]);
    expect(await rows("select from public.former_members where user_id = $1", [rep.id])).toEqual(
      [],
    );
    expect(
      await rows(
        "select action, changes from public.audit_log where entity_id = $1 order by id desc limit 1",
        [rep.id],
      ),
    ).toEqual([{ action: "reactivate", changes: { role: [null, "manager"] } }]);
    await expect(reactivate(floor.admin, rep)).rejects.toThrow("not_found");
  });

  it("who belongs to another organization stays there", async () => {
    const rep = await floor.join();
    await deactivate(floor.admin, rep, null);
    const elsewhere = await DialFloor.open(database.superuser);
    await floor.db.query("insert into public.memberships values ($1, $2, 'rep')", [
      rep.id,
      elsewhere.organizationId,
    ]);
    await expect(reactivate(floor.admin, rep)).rejects.toThrow("conflict");
    await expect(reactivate(elsewhere.admin, rep)).rejects.toThrow("not_found");
  });
});
