import { randomUUID } from "node:crypto";
import type { SessionState } from "#shared/dialing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { agreeContract } from "./agreeContract.ts";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

const PEOPLE = 8;
const TURNS = 60;
/** Where a lead has gone, somebody else has it, or its number asked not to be called: not faults here. */
const EXPECTED = [
  "not_found",
  "lead_claimed",
  "do_not_call",
  "permit_missing",
  "tasks_one_callback",
];

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

/** Numbers from 0 to below `below`, the same in every run (a linear congruential generator). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

it("dialing, saving, importing, bulk edits, lists and the do-not-call list at once: nobody waits in a ring", async () => {
  const floor = await DialFloor.open(database.superuser);
  await agreeContract(floor.db, floor.organizationId);
  const lists = [await floor.list(), await floor.list({ callOrder: "score" })];
  const leads = await floor.leads(120, lists);
  await floor.db.query(
    `update public.outcomes set move_to_list_id = case when key = 'connected' then $1::uuid end,
       retry_after_minutes = 1, max_attempts = 100 where organization_id = $2`,
    [lists[1], floor.organizationId],
  );
  const current = [randomUUID(), randomUUID()];
  for (const list of current) {
    await floor.run(floor.admin, "select public.create_list($1, 'Ready', $2, 'position', null)", [
      list,
      JSON.stringify([{ field: "dialState", operator: "is", value: "ready" }]),
    ]);
  }
  const faults: string[] = [];

  const work = async (rep: Rep, seat: DialFloor, next: (below: number) => number) => {
    const session = randomUUID();
    let held: SessionState["held"] = [];
    const some = <T>(of: readonly T[]): T => {
      const one = of[next(of.length)];
      if (one === undefined) throw new Error("nothing to choose from");
      return one;
    };
    const edit = (change: object) =>
      seat.run(floor.admin, "select public.edit_leads($1, $2, null)", [
        next(2) === 0 || ("kind" in change && change.kind === "doNotCall")
          ? { leadIds: [some(leads), some(leads), some(leads)] }
          : { filter: [{ field: "score", operator: "at_least", value: next(3) }] },
        change,
      ]);
    const sync = async (take: string | null) => {
      const release = held.slice(0, 1).map(({ lead }) => lead.id);
      const list = some([...lists, ...current]);
      ({ held } = await seat.sync(rep, session, list, { take, release, target: 5 }));
    };
    const call = async (outcome: string) => {
      const front = held.shift();
      if (!front?.permit) return;
      const at = await seat.clock();
      const dueAt = await seat.clock(60_000);
      await seat.call(rep, front.lead.id, outcome, {
        permitId: front.permit.id,
        sessionId: session,
        startedAt: at,
        endedAt: at,
        callback: { dueAt, isMine: true },
      });
    };
    const acts = [
      () => sync(null),
      () => sync(null),
      () => sync(some(leads)),
      () => call("connected"),
      () => call("busy"),
      () => call("callback"),
      () => call("do_not_call"),
      () => edit({ kind: "score", score: next(3) }),
      () => edit({ kind: "callAgain" }),
      () => edit({ kind: "addToList", listId: lists[0] }),
      () => edit({ kind: "removeFromList", listId: lists[0] }),
      () => edit({ kind: "doNotCall" }),
      () =>
        seat.run(
          rep,
          `insert into public.do_not_call_numbers (organization_id, phone, added_by)
           select organization_id, phone, private.user_id() from public.leads where id = any ($1) order by phone
           on conflict do nothing`,
          [[some(leads), some(leads), some(leads)]],
        ),
      () => seat.run(rep, "select public.refresh_lists(null)"),
      () =>
        seat.run(floor.admin, "select public.update_list($1, $2)", [
          some(current),
          { filter: [{ field: "score", operator: "at_most", value: next(3) }] },
        ]),
      () =>
        seat.run(
          rep,
          "select public.save_task(gen_random_uuid(), 'callback', $1, null, 'x', $2, false)",
          [some(leads), "2026-11-24T17:00:00Z"],
        ),
      () =>
        seat.run(rep, "select public.import_leads($1, $2)", [
          some(lists),
          JSON.stringify(
            Array.from({ length: 5 }, (_, at) => ({
              row_number: at,
              name: "New",
              phone: `+1213555${String(1_000 + next(500))}`,
              phone_original: "",
              email: `${next(500)}@example.test`,
            })),
          ),
        ]),
      () => seat.pass("30 seconds"),
    ];
    for (let turn = 0; turn < TURNS; turn += 1) {
      try {
        await some(acts)();
      } catch (error) {
        const message = String(error);
        if (!EXPECTED.some((known) => message.includes(known))) faults.push(message);
      }
    }
  };

  const people: Promise<void>[] = [];
  for (let at = 0; at < PEOPLE; at += 1) {
    people.push(
      work(await floor.join(), floor.over(await database.connect()), numbersFrom(at + 1)),
    );
  }
  await Promise.all(people);
  expect(faults).toEqual([]);

  const untrue = await floor.db.query(
    `select l.id from public.leads l
     where (l.dial_state = 'callback') <> exists (select from public.tasks t
         where t.lead_id = l.id and t.kind = 'callback' and t.done_at is null) and not l.do_not_call
       or l.do_not_call <> exists (select from public.do_not_call_numbers n
         where n.organization_id = l.organization_id and n.phone = l.phone)
       or exists (select from public.list_leads x where x.lead_id = l.id
         and (x.state, x.score) is distinct from
           (case when l.do_not_call then 'never' else l.dial_state end, l.score))`,
  );
  expect(untrue.rows).toEqual([]);
}, 120_000);
