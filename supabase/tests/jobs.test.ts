import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { actAs } from "./actAs.ts";
import { DialFloor } from "./DialFloor.ts";
import { startTestDatabase, type TestDatabase } from "./startTestDatabase.ts";

const pageSchema = z.object({ lines: z.string(), isLast: z.boolean(), after: z.unknown() });

let database: TestDatabase;
let floor: DialFloor;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  floor = await DialFloor.open(database.superuser);
});

/** One value that the service is answered. */
const asService = (text: string, values: unknown[]) =>
  actAs(
    database.superuser,
    { role: "service_role" },
    async (client) => (await client.query<{ value: unknown }>(text, values)).rows[0]?.value,
    "commit",
  );

const advance = (job: string, from: object, to: object, done = 1, receipt: object | null = null) =>
  asService("select public.advance_export($1, $2, $3, $4, 10, $5) as value", [
    job,
    from,
    to,
    done,
    receipt,
  ]);

async function startExport(): Promise<string> {
  const job = randomUUID();
  await floor.run(floor.admin, "select * from public.start_export($1)", [job]);
  return job;
}

async function jobRow(job: string): Promise<Record<string, unknown>> {
  const { rows } = await database.superuser.query<Record<string, unknown>>(
    "select j.*, w.place from public.jobs j join private.job_work w on w.job_id = j.id where j.id = $1",
    [job],
  );
  return rows[0] ?? {};
}

const toldOf = async (job: string) => {
  const { rows } = await database.superuser.query<{ told: number }>(
    "select count(*)::integer as told from public.live_events where kind = 'job' and entity_id = $1",
    [job],
  );
  return rows[0]?.told;
};

describe("an export", () => {
  it("moves on from where it stands alone, whoever else moves it", async () => {
    const job = await startExport();
    expect(await advance(job, {}, { entries: [] })).toBe(true);
    expect(await advance(job, {}, { entries: ["late"] })).toBe(false);
    expect(await jobRow(job)).toMatchObject({ place: { entries: [] }, done: "1" });
    expect(await advance(job, { entries: [] }, { entries: ["a"] }, 5, { bytes: 1 })).toBe(true);
    const done = await jobRow(job);
    expect(done).toMatchObject({ status: "done", done: "5", receipt: { bytes: 1 }, error: null });
    expect(done["expires_at"]).not.toBeNull();
    expect(await advance(job, { entries: ["a"] }, {})).toBe(false);
  });

  it("tells the admins' screens of its turns, and not of each step", async () => {
    const job = await startExport();
    for (let step = 0; step < 20; step += 1)
      await advance(job, step === 0 ? {} : { step: step - 1 }, { step });
    expect(await toldOf(job)).toBe(1);
    await advance(job, { step: 19 }, { step: 20 }, 10, { bytes: 1 });
    expect(await toldOf(job)).toBe(2);
  });

  it("runs once at a time in an organisation, and in each of them", async () => {
    await startExport();
    await expect(startExport()).rejects.toMatchObject({ message: "conflict" });
    floor = await DialFloor.open(database.superuser);
    await startExport();
  });

  it("that fails is tried again, then given up, and goes on from its place by hand", async () => {
    const job = await startExport();
    await advance(job, {}, { step: 1 });
    const fail = (at: string | null) =>
      asService("select public.fail_job_step($1, 'No answer', $2) as value", [job, at]);
    await fail("2030-01-01T00:00:00Z");
    expect(await jobRow(job)).toMatchObject({ status: "running", attempts: 1, error: "No answer" });
    await fail(null);
    expect(await jobRow(job)).toMatchObject({ status: "failed", attempts: 2 });
    const manager = await floor.join("manager");
    await expect(
      floor.run(manager, "select * from public.retry_job($1)", [job]),
    ).rejects.toMatchObject({ message: "forbidden" });
    await floor.run(floor.admin, "select * from public.retry_job($1)", [job]);
    expect(await jobRow(job)).toMatchObject({ status: "running", attempts: 0, place: { step: 1 } });
    const trail = await floor.db.query<{ action: string }>(
      "select action from public.audit_log where entity = 'export' and entity_id = $1 order by id",
      [job],
    );
    expect(trail.rows.map(({ action }) => action)).toEqual(["start", "fail", "retry"]);
  });

  it("that runs while a person is erased begins anew", async () => {
    const job = await startExport();
    await advance(job, {}, { entries: ["leads"] });
    const lead = await floor.lead();
    const erasure = randomUUID();
    const { phone } = await floor.leadRow(lead);
    await floor.run(floor.admin, "select public.start_erasure($1, null, $2, false)", [
      erasure,
      phone,
    ]);
    while ((await asService("select public.erase_step($1) as value", [erasure])) === true);
    expect((await jobRow(job))["place"]).toEqual({ restart: expect.any(String) });
    // The page that was read before is not taken any more.
    expect(await advance(job, { entries: ["leads"] }, { entries: ["leads", "calls"] })).toBe(false);
  });

  it("is read page by page, each row once, none that came after it began", async () => {
    const leads = await floor.leads(25, []);
    const job = await startExport();
    await floor.db.query(
      "update public.leads set created_at = now() + interval '1 hour' where id = $1",
      [leads[0]],
    );
    const read: string[] = [];
    let after: unknown = null;
    for (;;) {
      const page = await asService(
        `select public.read_export_page($1, 'leads', '{id,name}', '{id}', 'organization', 'created_at', $2, 10, 300) as value`,
        [job, after === null ? null : JSON.stringify(after)],
      );
      const { lines, isLast, after: end } = pageSchema.parse(page);
      expect(Buffer.byteLength(lines)).toBeLessThanOrEqual(300);
      for (const line of lines.split("\n").filter(Boolean))
        read.push(z.object({ id: z.string() }).parse(JSON.parse(line)).id);
      if (isLast) break;
      after = end;
    }
    expect(read.toSorted()).toEqual(leads.slice(1).toSorted());
  });
});

it("an erasure that was given up keeps whom it is about for 30 days, and then cannot go on", async () => {
  const job = randomUUID();
  await floor.run(floor.admin, "select public.start_erasure($1, 'a@example.test', null, false)", [
    job,
  ]);
  await asService("select public.fail_job_step($1, 'No answer', null) as value", [job]);
  const subjectOf = async () => {
    const { rows } = await floor.db.query<{ subject: unknown }>(
      "select subject from private.job_work where job_id = $1",
      [job],
    );
    return rows[0]?.subject;
  };
  await asService("select public.organizations_with_jobs() as value", []);
  expect(await subjectOf()).not.toBeNull();
  await floor.db.query(
    "update public.jobs set finished_at = now() - interval '31 days' where id = $1",
    [job],
  );
  await asService("select public.organizations_with_jobs() as value", []);
  expect(await subjectOf()).toBeNull();
  await expect(
    floor.run(floor.admin, "select * from public.retry_job($1)", [job]),
  ).rejects.toMatchObject({ message: "conflict" });
});
