import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

const REPS = 20;
const LEADS = 5_000;
/** Every third rep's desktop vanishes after this many calls: it says no goodbye, and one of them is in a call. */
const CALLS_UNTIL_VANISHED = 40;

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

/** Five lists of 2,000: each lead stands in two of them, in another order. */
async function fillLists(floor: DialFloor): Promise<string[]> {
  const orders = ["position", "score", "last_touch", "local_time", "position"];
  const lists: string[] = [];
  for (const callOrder of orders) lists.push(await floor.list({ callOrder }));
  await floor.db.query(
    `with made as (
       insert into public.leads (organization_id, name, phone, phone_original, time_zone, time_zone_source, score)
       select $1, 'Lead ' || n, '+1212' || (5000000 + n), '', (array['America/New_York', 'America/Chicago'])[1 + n % 2],
         'file', n * 7919 % 1000
       from generate_series(1, $2::integer) n
       returning id, organization_id, phone
     )
     insert into public.list_leads (list_id, lead_id, organization_id, position)
     select ($3::uuid[])[1 + (n + shift * (1 + n % 4)) % 5], id, organization_id, n * (1 + shift * 6) % 9973
     from made cross join lateral (select right(phone, 4)::integer as n) x cross join generate_series(0, 1) shift`,
    [floor.organizationId, LEADS, lists],
  );
  return lists;
}

/** A lost race for locks is met as the desktop meets it: by sending the same again. */
async function insist<T>(send: () => Promise<T>, lost: string[]): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      const isDeadlock = error instanceof Error && "code" in error && error.code === "40P01";
      if (!isDeadlock) throw error;
      lost.push(error.message);
    }
  }
}

it("twenty reps over five thousand leads, some of them vanishing: none is called twice, none is lost", async () => {
  const floor = await DialFloor.open(database.superuser);
  const lists = await fillLists(floor);
  const lost: string[] = [];
  const desks: { at: number; rep: Rep; floor: DialFloor; isGone: boolean; calls: number }[] = [];
  for (let at = 0; at < REPS; at += 1) {
    const seat = floor.over(await database.connect());
    desks.push({ at, rep: await floor.join(), floor: seat, isGone: false, calls: 0 });
  }

  const work = async (desk: (typeof desks)[number], listId: string) => {
    const session = randomUUID();
    let state = await insist(() => desk.floor.sync(desk.rep, session, listId), lost);
    while (state.held.length > 0) {
      const front = state.held[0];
      if (front?.permit === null || front === undefined) throw new Error("held without leave");
      const call = randomUUID();
      const begun = { leadId: front.lead.id, permitId: front.permit.id, startedAt: state.now };
      desk.calls += 1;
      const isLast = desk.at % 3 === 0 && desk.calls === CALLS_UNTIL_VANISHED;
      if (isLast || desk.calls % 7 === 0) {
        await insist(() => desk.floor.save(desk.rep, call, begun), lost);
      }
      if (isLast) {
        desk.isGone = true;
        return;
      }
      const ended = { ...begun, endedAt: state.now, outcome: "connected" };
      await insist(() => desk.floor.save(desk.rep, call, ended), lost);
      state = await insist(() => desk.floor.sync(desk.rep, session, listId), lost);
    }
  };
  const shift = () =>
    Promise.all(
      desks
        .filter((desk) => !desk.isGone)
        .map(async (desk) => {
          for (let next = 0; next < lists.length; next += 1) {
            await work(desk, lists[(desk.at + next) % lists.length] ?? "");
          }
        }),
    );

  // Beside them a manager edits all leads, again and again, and a number goes on the do-not-call list.
  const manager = floor.over(await database.connect());
  const evening = new AbortController();
  const edits = (async () => {
    for (let round = 0; !evening.signal.aborted; round += 1) {
      const edit = "update public.leads set score = score + 1 where name like $1";
      await insist(() => manager.run(floor.admin, edit, [`Lead %${round % 10}`]), lost);
    }
  })();
  await shift();
  await floor.pass("6 minutes");
  await shift();
  evening.abort();
  await edits;
  // A lead that the manager was writing at the very end was passed over: it is there at the next look.
  await shift();

  const { rows } = await floor.db.query(
    `select count(*)::integer as leads, count(c.calls)::integer as called, max(c.calls)::integer as most
       from public.leads l
       left join (select lead_id, count(*) as calls from public.calls group by 1) c on c.lead_id = l.id
       where l.organization_id = $1`,
    [floor.organizationId],
  );
  expect(rows).toEqual([{ leads: LEADS, called: LEADS, most: 1 }]);
  const vanished = Math.ceil(REPS / 3);
  const open = await floor.db.query(
    "select count(*)::integer as open from public.calls where outcome is null and organization_id = $1",
    [floor.organizationId],
  );
  expect(open.rows).toEqual([{ open: vanished }]);
  const held = await floor.db.query(
    "select count(*)::integer as held from public.claims where organization_id = $1",
    [floor.organizationId],
  );
  expect(held.rows).toEqual([{ held: vanished }]);
}, 600_000);
