import { randomUUID } from "node:crypto";
import { PERMIT_SECONDS, type SessionState } from "#shared/dialing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DialFloor, type Rep } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

let database: TestDatabase;
let floor: DialFloor;
let rep: Rep;
let other: Rep;

beforeAll(async () => {
  database = await startTestDatabase();
});
beforeEach(async () => {
  floor = await DialFloor.open(database.superuser);
  rep = await floor.join();
  other = await floor.join();
});
afterAll(() => database.stop());

const ids = (state: SessionState) => state.held.map(({ lead }) => lead.id);

describe("what a session is given", () => {
  it("is the next leads of its list in order, each with a permit and its reasons, and nobody else's", async () => {
    const list = await floor.list();
    const leads = await floor.leads(5, [list]);
    const session = randomUUID();
    const state = await floor.sync(rep, session, list, { target: 3 });
    expect(ids(state)).toEqual(leads.slice(0, 3));
    expect(state.held[0]).toMatchObject({
      refusal: null,
      permit: {
        leadId: leads[0],
        isPractice: false,
        timeZone: "America/New_York",
        timeZoneSource: "file",
        localTime: "12:00",
        listVersions: { organization: 0 },
        consent: null,
      },
    });
    expect(Date.parse(state.held[0]?.heldUntil ?? "") - Date.parse(state.now)).toBe(
      PERMIT_SECONDS * 1000,
    );
    expect(state.remaining).toEqual({
      callable: 2,
      outsideHours: 0,
      noTimeZone: 0,
      waiting: 0,
      opensAt: null,
    });
    expect(await floor.sync(rep, session, list, { target: 3 })).toEqual(state);
    expect(ids(await floor.sync(other, randomUUID(), list))).toEqual(leads.slice(3));
  });

  it("is never more than five, and a shrunk target lets the last ones go", async () => {
    const list = await floor.list();
    const leads = await floor.leads(7, [list]);
    const session = randomUUID();
    expect(ids(await floor.sync(rep, session, list, { target: 99 }))).toHaveLength(5);
    expect(ids(await floor.sync(rep, session, list, { target: 2 }))).toEqual(leads.slice(0, 2));
    expect(ids(await floor.sync(other, randomUUID(), list, { target: 1 }))).toEqual([leads[2]]);
  });

  it("comes in the list's own order", async () => {
    const first = await floor.list({ callOrder: "score" });
    const second = await floor.list({ callOrder: "last_touch" });
    const third = await floor.list({ callOrder: "local_time" });
    const both = [first, second, third];
    const a = await floor.lead(both, { score: 1, time_zone: "America/Los_Angeles" });
    const b = await floor.lead(both, { score: 5, last_called_at: "2026-11-01T00:00:00Z" });
    const c = await floor.lead(both, { score: 9, last_called_at: "2026-10-01T00:00:00Z" });
    const take = async (list: string) => {
      const session = randomUUID();
      const held = ids(await floor.sync(rep, session, list));
      expect((await floor.run(rep, "select id from public.list_queue($1, 5)", [list])).length).toBe(
        0,
      );
      await floor.sync(rep, session, list, { status: "ended" });
      const queue = await floor.run(rep, "select id from public.list_queue($1, 5)", [list]);
      expect(queue.map(({ id }) => id)).toEqual(held);
      return held;
    };
    expect(await take(first)).toEqual([c, b, a]);
    expect(await take(second)).toEqual([a, c, b]);
    expect(await take(third)).toEqual([b, c, a]);
  });

  it("leaves out what is finished, waits, is another rep's or asked not to be called", async () => {
    const list = await floor.list();
    const mine = await floor.lead([list], { owner_id: rep.id });
    const theirs = await floor.lead([list], { owner_id: other.id });
    const finished = await floor.lead([list]);
    await floor.db.query("update public.leads set dial_state = 'finished' where id = $1", [
      finished,
    ]);
    const never = await floor.lead([list]);
    await floor.db.query("update public.leads set do_not_call = true where id = $1", [never]);
    const session = randomUUID();
    expect(ids(await floor.sync(rep, session, list))).toEqual([mine]);
    await floor.sync(rep, session, list, { status: "ended" });
    expect(ids(await floor.sync(floor.admin, randomUUID(), list))).toEqual([mine, theirs]);
  });

  it("leaves out leads outside their hours, says how many and when the first may be called", async () => {
    await floor.setClock("2026-11-23T14:00:00Z");
    const list = await floor.list();
    await floor.lead([list], { time_zone: "America/Los_Angeles" });
    await floor.lead([list], { time_zone: "Pacific/Honolulu" });
    const open = await floor.lead([list]);
    const state = await floor.sync(rep, randomUUID(), list);
    expect(ids(state)).toEqual([open]);
    expect(state.remaining).toMatchObject({ callable: 0, outsideHours: 2 });
    expect(Date.parse(state.remaining?.opensAt ?? "")).toBe(Date.parse("2026-11-23T16:00:00Z"));
  });

  it("is a lead without a time zone once no other is left, to be confirmed and not to be called", async () => {
    const list = await floor.list();
    const unknown = await floor.lead([list], { time_zone: null });
    const known = await floor.lead([list]);
    const session = randomUUID();
    expect(ids(await floor.sync(rep, session, list, { target: 1 }))).toEqual([known]);
    const state = await floor.sync(rep, session, list, { target: 1, release: [known] });
    expect(state.held).toMatchObject([
      { lead: { id: unknown }, permit: null, refusal: "no_time_zone" },
    ]);
    await floor.run(
      rep,
      "update public.leads set time_zone = 'America/Chicago', time_zone_source = 'confirmed' where id = $1",
      ids(state),
    );
    expect((await floor.sync(rep, session, list, { target: 1 })).held[0]?.permit).toMatchObject({
      timeZone: "America/Chicago",
      timeZoneSource: "confirmed",
      localTime: "11:00",
    });
    const { rows } = await floor.db.query(
      "select distinct time_zone_set_by from public.permits where lead_id = $1",
      [unknown],
    );
    expect(rows).toEqual([{ time_zone_set_by: rep.id }]);
  });

  it("is practice at any hour, and before the address is proved nothing else may be called", async () => {
    await floor.setClock("2026-11-23T07:00:00Z");
    const practice = await floor.list({ isSample: true });
    const list = await floor.list();
    await floor.lead([practice], { is_sample: true });
    await floor.lead([list], { time_zone: "Asia/Tokyo" });
    await floor.db.query("update public.profiles set address_proven_at = null where user_id = $1", [
      rep.id,
    ]);
    const held = async (listId: string) => (await floor.sync(rep, randomUUID(), listId)).held;
    expect(await held(practice)).toMatchObject([{ permit: { isPractice: true }, refusal: null }]);
    expect(await held(list)).toMatchObject([{ permit: null, refusal: "address_unproven" }]);
  });

  it("is what was let go again only when nothing else is left", async () => {
    const list = await floor.list();
    const [a, b] = await floor.leads(2, [list]);
    const session = randomUUID();
    const said = async (release: string[]) =>
      ids(await floor.sync(rep, session, list, { target: 1, release }));
    expect(await said([])).toEqual([a]);
    expect(await said([a ?? ""])).toEqual([b]);
    expect(await said([])).toEqual([b]);
    expect(await said([b ?? ""])).toEqual([a]);
  });
});

describe("callbacks", () => {
  const promise = (leadId: string, dueAt: string, user: string | null) =>
    floor.run(
      rep,
      `insert into public.tasks (id, organization_id, kind, lead_id, user_id, text, due_at, created_by)
       values (gen_random_uuid(), private.organization_id(), 'callback', $1, $2, 'Call back', $3, private.user_id())`,
      [leadId, user, dueAt],
    );

  it("come first when they are due: one's own from any list, anyone's from this one", async () => {
    const list = await floor.list();
    const elsewhere = await floor.list();
    const plain = await floor.lead([list]);
    const mine = await floor.lead([elsewhere]);
    const anyones = await floor.lead([list]);
    const otherList = await floor.lead([elsewhere]);
    const theirs = await floor.lead([list]);
    const due = await floor.clock(600_000);
    await promise(mine, due, rep.id);
    await promise(anyones, due, null);
    await promise(otherList, due, null);
    await floor.db.query(
      `insert into public.tasks (id, organization_id, kind, lead_id, user_id, text, due_at)
       values (gen_random_uuid(), $1, 'callback', $2, $3, 'Call back', $4)`,
      [floor.organizationId, theirs, other.id, due],
    );
    const early = randomUUID();
    expect(ids(await floor.sync(rep, early, list))).toEqual([plain]);
    await floor.sync(rep, early, list, { status: "ended" });
    await floor.pass("10 minutes");
    const state = await floor.sync(rep, randomUUID(), list, { target: 5 });
    expect(new Set(ids(state))).toEqual(new Set([mine, anyones, plain]));
    expect(ids(state)[2]).toBe(plain);
    expect(state.held.find(({ lead }) => lead.id === mine)?.callback).toMatchObject({
      isMine: true,
      text: "Call back",
    });
    expect(state.held.find(({ lead }) => lead.id === anyones)?.callback?.isMine).toBe(false);
    expect(state.held[2]?.callback).toBeNull();
  });

  it("that are moved move their lead, and those given up make it ready", async () => {
    const list = await floor.list();
    const lead = await floor.lead([list]);
    const state = async () => (await floor.leadRow(lead))["dial_state"];
    await promise(lead, await floor.clock(600_000), rep.id);
    expect(await state()).toBe("callback");
    await floor.run(rep, "update public.tasks set due_at = due_at + interval '1 day'");
    expect(String((await floor.leadRow(lead))["ready_at"])).toBe(
      String(new Date(await floor.clock(87_000_000))),
    );
    await floor.run(rep, "update public.tasks set done_at = now()");
    expect(await floor.leadRow(lead)).toMatchObject({ dial_state: "ready", ready_at: null });
    expect(ids(await floor.sync(rep, randomUUID(), list))).toEqual([lead]);
  });
});

describe("a lead taken by name", () => {
  it("is held beside the others, first, and goes only by the rep's word", async () => {
    const list = await floor.list();
    const leads = await floor.leads(3, [list]);
    const finished = await floor.lead();
    await floor.db.query("update public.leads set dial_state = 'finished' where id = $1", [
      finished,
    ]);
    const session = randomUUID();
    const said = { target: 2, take: finished };
    expect(ids(await floor.sync(rep, session, list, said))).toEqual([
      finished,
      ...leads.slice(0, 2),
    ]);
    expect(ids(await floor.sync(rep, session, list, { target: 2 }))).toHaveLength(3);
    const after = await floor.sync(rep, session, list, { target: 2, release: [finished] });
    expect(ids(after)).toEqual(leads.slice(0, 2));
  });

  it("is refused while another has it, out of sight, or another organisation's", async () => {
    const lead = await floor.lead();
    const theirs = await floor.lead([], { owner_id: other.id });
    await floor.sync(other, randomUUID(), null, { take: lead });
    const take = (leadId: string) => floor.sync(rep, randomUUID(), null, { take: leadId });
    await expect(take(lead)).rejects.toThrow("lead_claimed");
    await expect(take(theirs)).rejects.toThrow("not_found");
    const elsewhere = await DialFloor.open(database.superuser);
    await expect(
      elsewhere.sync(elsewhere.admin, randomUUID(), null, { take: lead }),
    ).rejects.toThrow("not_found");
    await expect(elsewhere.sync(elsewhere.admin, randomUUID(), await floor.list())).rejects.toThrow(
      "not_found",
    );
    await floor.pass("6 minutes");
    expect(ids(await take(lead))).toEqual([lead]);
  });

  it("leaves most leads to the others, however many one takes in however many sessions", async () => {
    const list = await floor.list();
    const leads = await floor.leads(40, [list]);
    const session = randomUUID();
    for (const lead of leads.slice(0, 25)) await floor.sync(rep, session, list, { take: lead });
    const last = await floor.sync(rep, session, list, { take: leads[25] ?? "" });
    expect(ids(last)[0]).toBe(leads[15]);
    expect(ids(last)).toContain(leads[25]);
    expect(last.held).toHaveLength(14);
    for (let at = 0; at < 10; at += 1) await floor.sync(rep, randomUUID(), list, { target: 5 });
    const { rows } = await floor.db.query(
      "select count(*)::integer as held from public.claims where user_id = $1",
      [rep.id],
    );
    expect(rows).toEqual([{ held: 15 }]);
  });

  it("is not told with a promise of somebody else's", async () => {
    const lead = await floor.lead();
    await floor.takeAndCall(other, lead, "callback", {
      callback: { dueAt: await floor.clock(600_000), isMine: true },
    });
    const { held } = await floor.sync(rep, randomUUID(), null, { take: lead });
    expect(held).toMatchObject([{ lead: { id: lead }, callback: null }]);
  });

  it("comes along from a session of the same rep", async () => {
    const list = await floor.list();
    const [lead] = await floor.leads(1, [list]);
    const first = randomUUID();
    await floor.sync(rep, first, list);
    expect(ids(await floor.sync(rep, randomUUID(), null, { take: lead ?? "" }))).toEqual([lead]);
    expect(ids(await floor.sync(rep, first, list))).toEqual([]);
  });
});

describe("a claim", () => {
  it("lapses after five minutes of silence, and until another takes it a late desktop has it back", async () => {
    const list = await floor.list();
    const leads = await floor.leads(4, [list]);
    const session = randomUUID();
    await floor.sync(rep, session, list, { target: 2 });
    await floor.pass("4 minutes 59 seconds");
    const second = randomUUID();
    expect(ids(await floor.sync(other, second, list, { target: 1 }))).toEqual([leads[2]]);
    await floor.sync(other, second, list, { status: "ended" });
    await floor.pass("2 seconds");
    expect(ids(await floor.sync(rep, session, list, { target: 2 }))).toEqual(leads.slice(0, 2));
    await floor.pass("6 minutes");
    expect(ids(await floor.sync(other, randomUUID(), list, { target: 1 }))).toEqual([leads[0]]);
    expect(ids(await floor.sync(rep, session, list, { target: 2 }))).not.toContain(leads[0]);
  });

  it("ends where a desktop that was cut off tells late of its call", async () => {
    const list = await floor.list();
    const [lead = ""] = await floor.leads(2, [list]);
    const { held } = await floor.sync(rep, randomUUID(), list, { target: 1 });
    const startedAt = await floor.clock();
    await floor.pass("6 minutes");
    const second = randomUUID();
    const begun = await floor.sync(other, second, list, { target: 1 });
    expect(ids(begun)).toEqual([lead]);
    await floor.call(rep, lead, "no_answer", {
      startedAt,
      permitId: held[0]?.permit?.id ?? null,
    });
    expect(ids(await floor.sync(other, second, list, { target: 1 }))).not.toContain(lead);
    // Its rep may have pressed the key before the answer came: that call was made, and is kept.
    await floor.call(other, lead, "no_answer", { permitId: begun.held[0]?.permit?.id ?? null });
  });

  it("stays in its call though a sync that began before the call renews what it holds", async () => {
    const list = await floor.list();
    const [lead = ""] = await floor.leads(1, [list]);
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list);
    await floor.pass("3 minutes");
    const details = {
      leadId: lead,
      startedAt: await floor.clock(),
      endedAt: null,
      outcome: null,
      notes: "",
      permitId: held[0]?.permit?.id,
      sessionId: session,
    };
    const [calling, syncing] = [await database.connect(), await database.connect()];
    for (const client of [calling, syncing]) {
      await client.query("begin");
      await client.query("set local role authenticated");
      await client.query("select set_config('request.jwt.claims', $1, true)", [
        JSON.stringify({ role: "authenticated", ...rep.caller.claims }),
      ]);
    }
    await calling.query("select public.save_call($1, $2)", [randomUUID(), details]);
    const synced = syncing.query(
      "select public.sync_dial_session($1, $2, 'dialing', null, 3, '{}', null)",
      [session, list],
    );
    await expect
      .poll(async () => (await floor.db.query("select 1 from pg_locks where not granted")).rowCount)
      .toBeGreaterThan(0);
    await calling.query("commit");
    await synced;
    await syncing.query("commit");
    const { rows } = await floor.db.query(
      "select in_call_since is not null as calls, expires_at > private.clock() + interval '3 hours' as holds from public.claims where lead_id = $1",
      [lead],
    );
    expect(rows).toEqual([{ calls: true, holds: true }]);
  });

  it("holds as long as the desktop speaks, its permit renewed before it ends", async () => {
    const list = await floor.list();
    await floor.leads(1, [list]);
    const session = randomUUID();
    const permits = new Set<string>();
    for (let minute = 0; minute < 12; minute += 1) {
      const { held, now } = await floor.sync(rep, session, list);
      const permit = held[0]?.permit;
      expect(Date.parse(permit?.expiresAt ?? "")).toBeGreaterThan(Date.parse(now) + 60_000);
      permits.add(permit?.id ?? "");
      await floor.pass("1 minute");
    }
    expect(permits.size).toBe(4);
  });

  it("is let go at once by the end of its session, which does not come back", async () => {
    const list = await floor.list();
    const leads = await floor.leads(2, [list]);
    const session = randomUUID();
    await floor.sync(rep, session, list);
    expect(ids(await floor.sync(rep, session, list, { status: "ended", target: 0 }))).toEqual([]);
    await floor.sync(rep, session, list, { status: "ended", target: 0 });
    await expect(floor.sync(rep, session, list)).rejects.toThrow("session_ended");
    await expect(floor.sync(other, session, list)).rejects.toThrow("session_ended");
    expect(ids(await floor.sync(other, randomUUID(), list))).toEqual(leads);
    const late = randomUUID();
    await floor.sync(rep, late, list, { status: "ended", target: 0 });
    await expect(floor.sync(rep, late, list)).rejects.toThrow("session_ended");
  });

  it("ends where its lead becomes another rep's", async () => {
    const list = await floor.list();
    const [lead = "", next] = await floor.leads(2, [list]);
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list, { take: lead });
    await floor.run(floor.admin, "update public.leads set owner_id = $1 where id = $2", [
      other.id,
      lead,
    ]);
    await floor.pass("1 second");
    expect(ids(await floor.sync(rep, session, list))).toEqual([next]);
    await expect(
      floor.call(rep, lead, "connected", { permitId: held[0]?.permit?.id ?? null }),
    ).rejects.toThrow("not_found");
  });

  it("of a paused session is the lead in front alone", async () => {
    const list = await floor.list();
    const leads = await floor.leads(3, [list]);
    const session = randomUUID();
    await floor.sync(rep, session, list);
    const paused = await floor.sync(rep, session, list, { status: "paused", pauseReason: "Lunch" });
    expect(ids(paused)).toEqual([leads[0]]);
    expect(ids(await floor.sync(rep, session, list))).toEqual(leads);
  });

  it("in a call is no one's to take, whatever its session says, until the call ends", async () => {
    const list = await floor.list();
    const leads = await floor.leads(2, [list]);
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list, { target: 1 });
    const call = randomUUID();
    const running = {
      leadId: leads[0] ?? "",
      permitId: held[0]?.permit?.id ?? null,
      startedAt: await floor.clock(),
    };
    await floor.save(rep, call, running);
    expect(ids(await floor.sync(rep, session, list, { target: 1 }))).toEqual([leads[1]]);
    await floor.sync(rep, session, list, { status: "ended", target: 0, release: leads });
    await floor.pass("2 hours");
    expect(ids(await floor.sync(other, randomUUID(), list))).toEqual([leads[1]]);
    await expect(floor.sync(other, randomUUID(), null, { take: leads[0] ?? "" })).rejects.toThrow(
      "lead_claimed",
    );
    await floor.save(rep, call, { ...running, endedAt: await floor.clock(), outcome: "no_answer" });
    expect(ids(await floor.sync(other, randomUUID(), null, { take: leads[0] ?? "" }))).toEqual([
      leads[0],
    ]);
  });
});

describe("leave to call", () => {
  it("ends with the lead's calling day", async () => {
    await floor.setClock("2026-11-24T01:58:00Z");
    const list = await floor.list();
    await floor.leads(1, [list]);
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list);
    expect(Date.parse(held[0]?.permit?.expiresAt ?? "")).toBe(Date.parse("2026-11-24T02:00:00Z"));
    await floor.pass("2 minutes");
    expect((await floor.sync(rep, session, list)).held).toMatchObject([
      { permit: null, refusal: "outside_hours" },
    ]);
  });

  it("ends with the wish not to be called, in whichever way the number comes on the list", async () => {
    const list = await floor.list();
    const [lead] = await floor.leads(1, [list]);
    const session = randomUUID();
    const { held } = await floor.sync(rep, session, list);
    await floor.pass("1 second");
    await floor.run(
      other,
      `insert into public.do_not_call_numbers (organization_id, phone, added_by)
       values (private.organization_id(), $1, private.user_id())`,
      [held[0]?.lead.phone],
    );
    expect((await floor.sync(rep, session, list)).held).toMatchObject([
      { lead: { doNotCall: true }, permit: null, refusal: "do_not_call" },
    ]);
    await floor.pass("1 second");
    await expect(
      floor.call(rep, lead ?? "", "connected", { permitId: held[0]?.permit?.id ?? null }),
    ).rejects.toThrow("do_not_call");
    const next = await floor.lead([list]);
    const permit = (await floor.sync(rep, randomUUID(), list)).held[0]?.permit;
    expect(permit).toMatchObject({ leadId: next, listVersions: { organization: 1 } });
  });

  it("does not outlive that wish though it was renewed in the same moment", async () => {
    const list = await floor.list();
    const [lead] = await floor.leads(1, [list]);
    const { held } = await floor.sync(rep, randomUUID(), list);
    const permitId = held[0]?.permit?.id ?? null;
    const before = await floor.clock();
    await floor.pass("1 second");
    await floor.db.query(
      "insert into public.do_not_call_numbers (organization_id, phone) select organization_id, phone from public.leads where id = $1",
      [lead],
    );
    await floor.db.query("update public.permits set revoked_at = null where id = $1", [permitId]);
    await expect(floor.call(rep, lead ?? "", "connected", { permitId })).rejects.toThrow(
      "do_not_call",
    );
    const call = { permitId, startedAt: before };
    await expect(floor.call(rep, lead ?? "", "connected", call)).resolves.toBeDefined();
  });

  it("ends with the time zone it was given for", async () => {
    const list = await floor.list();
    const [lead] = await floor.leads(1, [list]);
    const { held } = await floor.sync(rep, randomUUID(), list);
    await floor.pass("1 second");
    await floor.run(
      rep,
      "update public.leads set time_zone = 'Asia/Tokyo', time_zone_source = 'confirmed'",
    );
    await expect(
      floor.call(rep, lead ?? "", "connected", { permitId: held[0]?.permit?.id ?? null }),
    ).rejects.toThrow("permit_missing");
  });

  it("is renewed while somebody edits the lead with thousands of others", async () => {
    const list = await floor.list();
    await floor.leads(1, [list]);
    const session = randomUUID();
    await floor.sync(rep, session, list);
    await floor.pass("4 minutes");
    const manager = await database.connect();
    await manager.query("begin");
    await manager.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ role: "authenticated", ...floor.admin.caller.claims }),
    ]);
    await manager.query("select public.edit_leads($1, $2, null)", [
      { search: "", filter: [] },
      { kind: "score", score: 5 },
    ]);
    const { held, now } = await floor.sync(rep, session, list);
    await manager.query("rollback");
    expect(Date.parse(held[0]?.permit?.expiresAt ?? "") - Date.parse(now)).toBe(300_000);
  });

  it("comes to no lead whose number is on the list, whether it is imported later or renumbered", async () => {
    const list = await floor.list();
    await floor.db.query(
      "insert into public.do_not_call_numbers (organization_id, phone) values ($1, '+12125559001'), ($1, '+12125559002')",
      [floor.organizationId],
    );
    const changed = await floor.lead([list]);
    await floor.run(rep, "update public.leads set phone = '+12125559002' where id = $1", [changed]);
    await floor.run(
      rep,
      `insert into public.leads (organization_id, name, phone, phone_original)
       values (private.organization_id(), 'New', '+12125559001', '')`,
    );
    const { rows } = await floor.db.query(
      "select do_not_call from public.leads where organization_id = $1",
      [floor.organizationId],
    );
    expect(rows).toEqual([{ do_not_call: true }, { do_not_call: true }]);
    expect((await floor.sync(rep, randomUUID(), list)).held).toEqual([]);
  });
});

describe("what lists copy of their leads", () => {
  it("says what the leads say, after every kind of change", async () => {
    const list = await floor.list();
    await floor.leads(40, [list]);
    const differing = () =>
      floor.db.query(
        `select x.lead_id from public.list_leads x join public.leads l on l.id = x.lead_id
         where (x.state, x.time_zone, x.score, x.last_called_at, x.owner_id, x.is_sample) is distinct from
           (case when l.do_not_call then 'never' else l.dial_state end, l.time_zone, l.score, l.last_called_at,
            l.owner_id, l.is_sample)`,
      );
    await floor.run(
      floor.admin,
      "update public.leads set score = 7, owner_id = $1 where name like '%1'",
      [rep.id],
    );
    await floor.run(
      rep,
      "update public.leads set time_zone = null, time_zone_source = null where name like '%2'",
    );
    const waiting =
      "update public.leads set dial_state = 'waiting', ready_at = $1 where name like '%3'";
    await floor.db.query(waiting, [await floor.clock(60_000)]);
    await floor.db.query("delete from public.memberships where user_id = $1", [rep.id]);
    await floor.db.query(
      "insert into public.do_not_call_numbers (organization_id, phone) select organization_id, phone from public.leads where name like '%4'",
    );
    expect((await differing()).rows).toEqual([]);
    expect((await floor.sync(other, randomUUID(), list)).remaining).toMatchObject({
      waiting: 4,
      noTimeZone: 4,
    });
    await floor.pass("1 minute");
    expect((await floor.sync(other, randomUUID(), list)).remaining).toMatchObject({ waiting: 0 });
    expect((await differing()).rows).toEqual([]);
  });
});
