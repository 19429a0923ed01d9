import { randomUUID } from "node:crypto";
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

/** A lead in front of a rep: its list, the session and the permit. */
async function hold(values: Parameters<DialFloor["lead"]>[1] = {}) {
  const list = await floor.list();
  const lead = await floor.lead([list], values);
  const session = randomUUID();
  const { held } = await floor.sync(rep, session, list, { target: 1 });
  return { list, lead, session, permitId: held[0]?.permit?.id ?? null };
}

const countCalls = async (leadId: string) =>
  (await floor.db.query("select 1 from public.calls where lead_id = $1", [leadId])).rowCount;

describe("a call", () => {
  it("is written once however often it is sent, and a late write of the running call undoes nothing", async () => {
    const { lead, permitId, session } = await hold();
    const id = randomUUID();
    const begun = { leadId: lead, permitId, sessionId: session, startedAt: await floor.clock() };
    await floor.save(rep, id, { ...begun, notes: "ringing" });
    await floor.pass("1 minute");
    const ended = {
      ...begun,
      endedAt: await floor.clock(),
      outcome: "connected",
      notes: "said yes",
    };
    await floor.save(rep, id, ended);
    await floor.save(rep, id, ended);
    expect(await floor.save(rep, id, { ...begun, notes: "ringing" })).toMatchObject({
      outcome: "connected",
      reached: true,
      notes: "said yes",
      permit_id: permitId,
      session_id: session,
    });
    expect(await countCalls(lead)).toBe(1);
    expect(await floor.leadRow(lead)).toMatchObject({
      attempt_count: 1,
      last_outcome: "connected",
    });
  });

  it("keeps its first outcome; its notes may still be completed", async () => {
    const { lead, permitId } = await hold();
    const call = { leadId: lead, permitId, endedAt: await floor.clock() };
    const id = randomUUID();
    await floor.save(rep, id, { ...call, outcome: "no_answer" });
    await floor.pass("1 minute");
    const again = {
      ...call,
      endedAt: await floor.clock(),
      outcome: "do_not_call",
      notes: "wrote more",
    };
    expect(await floor.save(rep, id, again)).toMatchObject({
      outcome: "no_answer",
      reached: false,
      notes: "wrote more",
    });
    expect(await floor.leadRow(lead)).toMatchObject({ do_not_call: false, attempt_count: 1 });
  });

  it("begins under a live permit of this rep for this lead, and under no other", async () => {
    const { lead, permitId } = await hold();
    const elsewhere = await floor.lead();
    const startedAt = await floor.clock();
    const begin = (who: Rep, given: object) =>
      floor.save(who, randomUUID(), { leadId: lead, startedAt, permitId, ...given });
    const refused: (() => Promise<unknown>)[] = [
      () => begin(rep, { permitId: null }),
      () => begin(rep, { permitId: randomUUID() }),
      () => begin(rep, { leadId: elsewhere }),
      () => begin(other, {}),
      async () => begin(rep, { startedAt: await floor.clock(-6_000) }),
    ];
    for (const tried of refused) await expect(tried()).rejects.toThrow("permit_missing");
    await floor.pass("5 minutes");
    await expect(begin(rep, { startedAt: await floor.clock() })).rejects.toThrow("permit_missing");
    await begin(rep, {});
    await expect(begin(rep, {})).rejects.toThrow("permit_missing");
    expect(await countCalls(lead)).toBe(1);
  });

  it("does not begin under the permit of a lead that was let go", async () => {
    const { list, lead, session, permitId } = await hold();
    await floor.pass("1 minute");
    await floor.sync(rep, session, list, { target: 0, release: [lead] });
    await floor.pass("1 second");
    await expect(floor.call(rep, lead, "connected", { permitId })).rejects.toThrow(
      "permit_missing",
    );
  });

  it("that began under a permit is taken an hour late, though another has the lead by now", async () => {
    const { list, lead, permitId } = await hold();
    const startedAt = await floor.clock(60_000);
    await floor.pass("1 hour");
    const theirs = await floor.sync(other, randomUUID(), list, { target: 1 });
    expect(theirs.held[0]?.lead.id).toBe(lead);
    const endedAt = await floor.clock(-3_000_000);
    await floor.save(rep, randomUUID(), {
      leadId: lead,
      permitId,
      startedAt,
      endedAt,
      outcome: "connected",
    });
    expect(await countCalls(lead)).toBe(1);
    const claims = await floor.db.query("select user_id from public.claims where lead_id = $1", [
      lead,
    ]);
    expect(claims.rows).toEqual([{ user_id: other.id }]);
  });

  it("is not told of before it happens", async () => {
    const { lead, permitId } = await hold();
    const startedAt = await floor.clock(61_000);
    await expect(
      floor.save(rep, randomUUID(), { leadId: lead, permitId, startedAt }),
    ).rejects.toThrow("invalid_input");
  });

  it("may name a line or a session that is not there: it counts all the same", async () => {
    const { lead, permitId } = await hold();
    const given = { leadId: lead, permitId, lineId: randomUUID(), sessionId: randomUUID() };
    expect(await floor.save(rep, randomUUID(), given)).toMatchObject({
      line_id: null,
      session_id: null,
    });
  });

  it("is another's by neither id nor lead", async () => {
    const { lead, permitId } = await hold();
    const id = randomUUID();
    await floor.save(rep, id, { leadId: lead, permitId });
    await expect(floor.save(other, id, { leadId: lead })).rejects.toThrow("not_found");
    const stranger = await DialFloor.open(database.superuser);
    await expect(stranger.save(stranger.admin, randomUUID(), { leadId: lead })).rejects.toThrow(
      "not_found",
    );
    const theirs = await stranger.lead();
    await expect(stranger.save(stranger.admin, id, { leadId: theirs })).rejects.toThrow(
      "not_found",
    );
    const owned = await floor.lead([], { owner_id: other.id });
    await expect(floor.save(rep, randomUUID(), { leadId: owned })).rejects.toThrow("not_found");
  });

  it("to practise needs no permit and no proven address, and counts nowhere", async () => {
    const practice = await floor.lead([], { is_sample: true });
    const { lead, permitId } = await hold();
    await floor.db.query("update public.profiles set address_proven_at = null where user_id = $1", [
      rep.id,
    ]);
    await floor.call(rep, practice, "connected");
    await expect(floor.call(rep, lead, "connected", { permitId })).rejects.toThrow(
      "address_unproven",
    );
    expect(await floor.run(rep, "select calls from public.day_numbers('2000-01-01')")).toEqual([
      { calls: 0 },
    ]);
  });

  it("counts as a person reached by what its outcome meant then", async () => {
    const { lead, permitId } = await hold();
    const endedAt = await floor.clock(90_000);
    await floor.call(rep, lead, "connected", { permitId, endedAt });
    await floor.db.query("update public.outcomes set reached = false where organization_id = $1", [
      floor.organizationId,
    ]);
    expect(await floor.run(rep, "select * from public.day_numbers('2000-01-01')")).toEqual([
      { calls: 1, reached: 1, talk_seconds: "90" },
    ]);
  });
});
