import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actAs } from "./actAs.ts";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

/** Does a job's steps as the service, until none is left. */
async function eraseAll(seat: DialFloor, job: string): Promise<void> {
  for (;;) {
    const more = await actAs(
      seat.db,
      { role: "service_role" },
      async (client) => {
        const { rows } = await client.query<{ more: boolean }>(
          "select public.erase_step($1) as more",
          [job],
        );
        return rows[0]?.more ?? false;
      },
      "commit",
    );
    if (!more) return;
  }
}

const begin = async (seat: DialFloor, phone: string): Promise<string> => {
  const job = randomUUID();
  await seat.run(seat.admin, "select public.start_erasure($1, null, $2, true)", [job, phone]);
  return job;
};

it("beside dialing, importing, bulk edits and a rep who is taken out, it waits in no ring and leaves nothing", async () => {
  const floor = await DialFloor.open(database.superuser);
  const lists = [await floor.list(), await floor.list({ callOrder: "score" })];
  const leads = await floor.leads(60, lists);
  const { rows } = await floor.db.query<{ phone: string }>(
    "select phone from public.leads where id = any ($1) order by phone",
    [leads],
  );
  const people = rows.map(({ phone }) => phone).slice(0, 40);
  const faults: string[] = [];
  const evening = new AbortController();
  /** Where a lead has gone or somebody else has it: no faults here. */
  const expected =
    /not_found|lead_claimed|do_not_call|permit_missing|session_ended|no_organization|tasks_one_callback/;
  const forEver = async (act: (turn: number) => Promise<unknown>) => {
    for (let turn = 0; !evening.signal.aborted; turn += 1) {
      try {
        await act(turn);
      } catch (error) {
        if (!expected.test(String(error))) faults.push(String(error));
      }
    }
  };
  const one = <T>(of: readonly T[], turn: number): T => {
    const found = of[(turn * 7) % of.length];
    if (found === undefined) throw new Error("nothing to choose from");
    return found;
  };

  const dial = async (rep: Rep, seat: DialFloor) => {
    let session = randomUUID();
    await forEver(async (turn) => {
      if (turn % 20 === 19) session = randomUUID();
      const take = turn % 3 === 0 ? one(leads, turn) : null;
      const { held } = await seat.sync(rep, session, one(lists, turn), { take });
      const front = held[0];
      if (!front?.permit) return;
      const outcome = one(["connected", "busy", "callback", "do_not_call"], turn);
      const at = await seat.clock();
      const call = {
        leadId: front.lead.id,
        permitId: front.permit.id,
        sessionId: session,
        startedAt: at,
      };
      const id = randomUUID();
      await seat.save(rep, id, { ...call, notes: `About ${front.lead.phone}` });
      await seat.save(rep, id, {
        ...call,
        endedAt: at,
        outcome,
        callback: { dueAt: await seat.clock(60_000), isMine: true },
      });
    });
  };
  const edit = async (seat: DialFloor) => {
    await forEver((turn) =>
      seat.run(seat.admin, "select public.edit_leads($1, $2, null)", [
        turn % 2 === 0
          ? { leadIds: [one(leads, turn)] }
          : { filter: [{ field: "score", operator: "at_least", value: 0 }] },
        one(
          [
            { kind: "score", score: turn % 5 },
            { kind: "callAgain" },
            { kind: "addToList", listId: lists[0] },
            { kind: "doNotCall" },
          ],
          turn % 2 === 0 ? turn : 0,
        ),
      ]),
    );
  };
  const importSlices = async (seat: DialFloor) => {
    await forEver((turn) =>
      seat.run(seat.admin, "select public.import_leads($1, $2)", [
        lists[0],
        JSON.stringify(
          Array.from({ length: 5 }, (_, at) => ({
            row_number: turn * 5 + at,
            name: "New",
            phone: `+1213555${String(1_000 + ((turn * 5 + at) % 500))}`,
            phone_original: "",
          })),
        ),
      ]),
    );
  };
  // Somebody comes, takes leads, and is taken out again.
  const comeAndGo = async (seat: DialFloor) => {
    await forEver(async (turn) => {
      const leaver = await seat.join();
      await seat.sync(leaver, randomUUID(), lists[0] ?? null);
      await seat
        .run(seat.admin, "select public.edit_leads($1, $2, null)", [
          { leadIds: [one(leads, turn)] },
          { kind: "assign", ownerId: leaver.id },
        ])
        .catch(() => []);
      await seat.run(seat.admin, "select public.deactivate_member($1, null)", [leaver.id]);
    });
  };

  const others: Promise<void>[] = [];
  for (let at = 0; at < 4; at += 1) {
    others.push(dial(await floor.join(), floor.over(await database.connect())));
  }
  others.push(edit(floor.over(await database.connect())));
  others.push(importSlices(floor.over(await database.connect())));
  others.push(comeAndGo(floor.over(await database.connect())));

  const seat = floor.over(await database.connect());
  for (const phone of people) {
    try {
      await eraseAll(seat, await begin(seat, phone));
    } catch (error) {
      faults.push(`Erasing: ${String(error)}`);
    }
  }
  evening.abort();
  await Promise.all(others);
  expect(faults).toEqual([]);

  const left = await floor.db.query<{ table: string; rows: number }>(
    `select 'leads' as table, count(*)::integer as rows from public.leads where phone = any ($1)
     union all select 'calls', count(*)::integer from public.calls where phone = any ($1)
     union all select 'notes', count(*)::integer from public.calls c join unnest($1::text[]) p on c.notes like '%' || p || '%'
     union all select 'claims', count(*)::integer from public.claims c where not exists (select from public.leads l where l.id = c.lead_id)
     union all select 'subjects', count(*)::integer from private.job_work where subject is not null`,
    [people],
  );
  expect(left.rows.filter((row) => row.rows > 0)).toEqual([]);
  const receipts = await floor.db.query(
    "select count(*)::integer as jobs, sum((receipt ->> 'leads')::integer)::integer as leads from public.jobs where status = 'done'",
  );
  expect(receipts.rows).toEqual([{ jobs: people.length, leads: people.length }]);
}, 240_000);

it("finds numbers as people write them, and nobody else's", async () => {
  const { rows } = await database.superuser.query<{ text: string }>(
    `select private.without_mentions($1, private.mention_pattern('{"emails": ["a.b+c@x.io"], "phones": ["+12125550143", "+4930123456"]}')) as text`,
    [
      "+12125550143 1-212-555-0143 (212) 555-0143 212.555.0143 2125550143; A.B+C@X.IO, aab+c@x.io x12125550143 912125550143 2125550144 +49 30 123456",
    ],
  );
  expect(rows[0]?.text).toBe(
    "[erased] [erased] [erased] [erased] [erased]; [erased], aab+c@x.io x[erased] 912125550143 2125550144 [erased]",
  );
});

describe("whom an erasure is about", () => {
  it.each([
    [null, "."],
    [null, ""],
    [null, "("],
    [null, "+1.*"],
    [null, null],
    ["Ada@example.test", null],
    ["a b@example.test", null],
    [".*", null],
  ])("is an address or a number, past the product too: not %j, %j", async (email, phone) => {
    const { admin, run } = await openFloor();
    const refused = { code: "PT400", message: "invalid_input" };
    await expect(
      run(admin, "select public.preview_erasure($1, $2)", [email, phone]),
    ).rejects.toMatchObject(refused);
    await expect(
      run(admin, "select public.start_erasure(gen_random_uuid(), $1, $2, true)", [email, phone]),
    ).rejects.toMatchObject(refused);
  });

  it("is said with whether they may be called again", async () => {
    const { admin, run } = await openFloor();
    await expect(
      run(admin, "select public.start_erasure(gen_random_uuid(), null, '+12125550199', null)"),
    ).rejects.toMatchObject({ code: "PT400" });
  });
});

const openFloor = async () => {
  const floor = await DialFloor.open(database.superuser);
  const run: DialFloor["run"] = (...args) => floor.run(...args);
  return { floor, admin: floor.admin, run };
};

it("an erasure that finds nothing ends well, and is noted", async () => {
  const { floor } = await openFloor();
  const job = await begin(floor, "+12125550198");
  await eraseAll(floor, job);
  const { rows } = await floor.db.query(
    "select j.status, a.changes from public.jobs j join public.audit_log a on a.entity_id = j.id::text where j.id = $1 and a.action = 'finish'",
    [job],
  );
  expect(rows).toEqual([{ status: "done", changes: {} }]);
});

it("alerts that were written by hand name them no more, and the trail never did", async () => {
  const { floor, admin, run } = await openFloor();
  await run(admin, "select public.send_alert(gen_random_uuid(), $1, $2, false)", [
    "About 212-555-0197",
    "Who is (212) 555-0197?",
  ]);
  const [preview] = await run(
    admin,
    "select public.preview_erasure(null, '+12125550197') as found",
  );
  expect(preview).toMatchObject({ found: { mentions: 1 } });
  await eraseAll(floor, await begin(floor, "+12125550197"));
  const { rows } = await floor.db.query(
    "select (o::text || coalesce((select string_agg(a::text, ' ') from public.audit_log a where a.organization_id = o.organization_id), '')) like '%0197%' as is_named from public.mail_outbox o where o.organization_id = $1 and o.template = 'admin_alert'",
    [floor.organizationId],
  );
  expect(rows).toEqual([{ is_named: false }]);
});

it("an export that ends in the very moment an erasure does is not kept", async () => {
  const { floor, admin, run } = await openFloor();
  const exporting = randomUUID();
  await run(admin, "select public.start_export($1)", [exporting]);
  const job = await begin(floor, "+12125550196");
  const ending = await database.connect();
  await ending.query("begin");
  await ending.query(
    "select public.advance_export($1, '{}', '{\"entries\": []}', 0, 0, '{\"tables\": []}')",
    [exporting],
  );
  const erased = eraseAll(floor.over(await database.connect()), job);
  await waitForLock(floor);
  await ending.query("commit");
  await erased;
  const { rows } = await floor.db.query(
    "select status, expires_at <= now() as is_over from public.jobs where id = $1",
    [exporting],
  );
  expect(rows).toEqual([{ status: "done", is_over: true }]);
});

/** Until somebody waits for somebody else's row. */
async function waitForLock({ db }: DialFloor): Promise<void> {
  for (;;) {
    const { rows } = await db.query(
      "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%erase_step%'",
    );
    if (rows.length > 0) return;
  }
}
