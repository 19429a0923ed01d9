import { exports } from "cloudflare:workers";
import { api } from "#shared/api";
import { AppError } from "#shared/errors";
import { EXPORT_TABLES } from "#shared/exportTables";
import type { Job } from "#shared/jobs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone, dataOf } from "../src/clients/supabase/rows.ts";
import { listWork } from "../src/jobs/listWork.ts";
import { runStep } from "../src/jobs/runStep.ts";
import { pokeJobRunner } from "../src/http/jobRunner.ts";
import { APP_ORIGIN } from "./Browser.ts";
import { join, newAddress, type Person, settings, signUpProven } from "./people.ts";
import { unzip } from "./unzip.ts";
import { zoneAtNoon } from "./zoneAtNoon.ts";

const db = serviceDatabase(settings);
let admin: Person;
let rep: Person;
let outsider: Person;
let organizationId: string;

beforeAll(async () => {
  admin = await signUpProven();
  [rep, outsider] = await Promise.all([join(admin, "rep"), signUpProven()]);
  const me = await admin.browser.call("getMe", {});
  organizationId = me.membership?.organization.id ?? "";
});

/** A lead of the admin's organisation where it is noon. */
async function addLead(values: Record<string, unknown>): Promise<string> {
  const id = crypto.randomUUID();
  const zone = { time_zone: zoneAtNoon(), time_zone_source: "file" };
  const lead = { id, organization_id: organizationId, phone_original: "", ...zone, ...values };
  assertDone(await db.from("leads").insert(lead));
  return id;
}

/** The job once it has ended. */
async function ended(id: string): Promise<Job> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    const { jobs } = await admin.browser.call("listJobs", {});
    const job = jobs.find((each) => each.id === id);
    if (job !== undefined && job.status !== "running") return job;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`The job ${id} did not end.`);
}

async function exportAll(): Promise<Job> {
  const { id } = await admin.browser.call("startExport", { body: { id: crypto.randomUUID() } });
  return ended(id);
}

async function download(job: { id: string }, person = admin): Promise<Response> {
  const cookie = [...person.browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const path = api.downloadExport.path.replace(":jobId", job.id);
  return exports.default.fetch(`${APP_ORIGIN}${path}`, { headers: { cookie } });
}

const rowsOf = (text: string | undefined) =>
  (text ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));

async function countOf(table: string): Promise<number> {
  const result = await db
    .from(table)
    .select("*", { count: "exact", head: true })
    .eq("organization_id", organizationId);
  return result.count ?? -1;
}

describe("an export", { timeout: 120_000 }, () => {
  it("holds every row of the organisation, in files that any program opens", async () => {
    const list = crypto.randomUUID();
    await admin.browser.call("createList", { body: { id: list, name: "Clinics" } });
    for (let slice = 0; slice < 7; slice += 1) {
      const leads = Array.from({ length: 1_000 }, (_, at) => ({
        organization_id: organizationId,
        name: `Lead ${slice}/${at} “Ünïcode”`,
        phone: `+1312${String(5_000_000 + slice * 1_000 + at)}`,
        phone_original: "as typed",
        custom: { Beds: "x".repeat(300) },
      }));
      assertDone(await db.from("leads").insert(leads));
    }
    const job = await exportAll();
    expect(job).toMatchObject({ kind: "export", status: "done", isReady: true });
    expect(job.done).toBe(job.total);

    const answer = await download(job);
    expect(answer.headers.get("content-type")).toBe("application/zip");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="salespulse-/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const archive = new Uint8Array(await answer.arrayBuffer());
    const files = await unzip(archive);
    expect([...files.keys()]).toEqual([
      "README.txt",
      ...EXPORT_TABLES.map(({ table }) => `${table}.ndjson`),
    ]);
    const leads = rowsOf(files.get("leads.ndjson"));
    expect(new Set(leads.map((lead) => lead["id"])).size).toBe(await countOf("leads"));
    expect(leads[0]).toMatchObject({ custom: { Beds: "x".repeat(300) } });
    expect(leads.every(({ organization_id: id }) => id === organizationId)).toBe(true);
    expect(rowsOf(files.get("profiles.ndjson"))).toHaveLength(2);
    expect(rowsOf(files.get("invitations.ndjson"))[0]).not.toHaveProperty("token_hash");
    for (const { table, columns } of EXPORT_TABLES)
      for (const row of rowsOf(files.get(`${table}.ndjson`)))
        expect(Object.keys(row)).toEqual(columns);
  });

  it("is its organisation's admins' alone, in every of its endpoints", async () => {
    const job = await exportAll();
    expect((await download(job, rep)).status).toBe(403);
    expect((await download(job, outsider)).status).toBe(404);
    expect((await download({ id: crypto.randomUUID() })).status).toBe(404);
    for (const id of ["..%2f..%2fobject", `${job.id}%2f..%2f${job.id}`, "%00", "*"])
      expect([400, 404]).toContain((await download({ id })).status);
    expect((await outsider.browser.call("listJobs", {})).jobs).toEqual([]);
    const params = { jobId: job.id };
    expect((await outsider.browser.refused("retryJob", { params })).code).toBe("not_found");
    expect((await outsider.browser.refused("startExport", { body: { id: job.id } })).code).toBe(
      "conflict",
    );
    for (const name of ["listJobs", "getExportSize"] as const)
      expect((await rep.browser.refused(name, {})).code).toBe("forbidden");
    expect((await rep.browser.refused("startExport", { body: { id: job.id } })).code).toBe(
      "forbidden",
    );
  });

  it("is begun once, however often it is asked for, and one runs at a time", async () => {
    const id = crypto.randomUUID();
    const [first, again] = await Promise.all([
      admin.browser.call("startExport", { body: { id } }),
      admin.browser.copy().call("startExport", { body: { id } }),
    ]);
    expect(again.id).toBe(first.id);
    await ended(id);
    expect(await admin.browser.call("startExport", { body: { id } })).toMatchObject({
      status: "done",
    });
  });

  it("comes out the same however many do its steps, and whatever they have begun and not ended", async () => {
    const { id } = await admin.browser.call("startExport", { body: { id: crypto.randomUUID() } });
    const another = async () => {
      for (;;) {
        const work = await listWork(settings, organizationId);
        const job = work.find((each) => each.id === id);
        if (job === undefined) return;
        await runStep(settings, organizationId, job).catch((error: unknown) => {
          // It has ended meanwhile: there is no page to read.
          if (!(error instanceof AppError) || error.code !== "not_found") throw error;
        });
      }
    };
    await Promise.all([another(), another(), ended(id)]);
    const files = await unzip(new Uint8Array(await (await download({ id })).arrayBuffer()));
    const ids = rowsOf(files.get("leads.ndjson")).map((lead) => lead["id"]);
    expect(ids).toHaveLength(await countOf("leads"));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("loses its files when its time is over", async () => {
    const job = await exportAll();
    const folder = `${organizationId}/${job.id}`;
    expect((await db.storage.from("exports").list(folder)).data?.length).toBeGreaterThan(0);
    const past = new Date(Date.now() - 1_000).toISOString();
    assertDone(await db.from("jobs").update({ expires_at: past }).eq("id", job.id));
    expect((await download(job)).status).toBe(404);
    await pokeJobRunner(settings, organizationId);
    await expect
      .poll(async () => (await db.storage.from("exports").list(folder)).data, { timeout: 10_000 })
      .toEqual([]);
  });

  it("that failed goes on where it was when an admin asks for it", async () => {
    const job = await exportAll();
    assertDone(await db.from("jobs").update({ status: "failed", error: "As if" }).eq("id", job.id));
    const params = { jobId: job.id };
    expect(await admin.browser.call("retryJob", { params })).toMatchObject({ status: "running" });
    expect(await ended(job.id)).toMatchObject({ status: "done", error: null });
  });
});

describe("an erasure", { timeout: 120_000 }, () => {
  it("takes a person and all that speaks of them, and keeps what counts", async () => {
    const email = newAddress("ada");
    const phone = "+12125550143";
    const leadId = await addLead({ name: "Ada Okafor", email, phone });
    const other = await addLead({
      name: "Jon",
      phone: "+12125550144",
      custom: { Note: `Ask ${email.toUpperCase()} or (212) 555-0143` },
    });
    const sessionId = crypto.randomUUID();
    const params = { sessionId };
    const target = { listId: null, status: "dialing", target: 1 } as const;
    const { held, now } = await rep.browser.call("syncDialSession", {
      params,
      body: { ...target, take: leadId },
    });
    const call = {
      leadId,
      startedAt: now,
      notes: "Ada wants a demo",
      permitId: held[0]?.permit?.id ?? null,
    };
    const callId = crypto.randomUUID();
    await rep.browser.call("saveCall", {
      params: { callId },
      body: { ...call, endedAt: now, outcome: "connected" },
    });
    // The rep has her in hand again, in a call that runs, while she is erased.
    const again = await rep.browser.call("syncDialSession", {
      params,
      body: { ...target, take: leadId },
    });
    const running = { ...call, startedAt: again.now, permitId: again.held[0]?.permit?.id ?? null };
    const runningId = crypto.randomUUID();
    await rep.browser.call("saveCall", {
      params: { callId: runningId },
      body: { ...running, endedAt: null, outcome: null },
    });

    const subject = ` ${email.toUpperCase()} `;
    const preview = await admin.browser.call("previewErasure", { body: { subject } });
    expect(preview).toMatchObject({
      leads: [{ id: leadId, name: "Ada Okafor" }],
      calls: 2,
      mentions: 1,
      isHeld: true,
      isOnDoNotCall: false,
      confirmation: email,
    });
    const body = { id: crypto.randomUUID(), subject, neverCallAgain: true };
    const wrong = await admin.browser.refused("startErasure", {
      body: { ...body, confirmation: "somebody@example.test" },
    });
    expect(wrong.fields?.[0]?.path).toBe("confirmation");
    await admin.browser.call("startErasure", { body: { ...body, confirmation: email } });
    const job = await ended(body.id);
    expect(job).toMatchObject({
      status: "done",
      receipt: { leads: 1, callsForgotten: 1, callsDeleted: 1, mentions: 1, neverCallAgain: true },
    });
    expect(JSON.stringify(job)).not.toMatch(/ada|okafor|5550143/i);

    expect(
      await rep.browser.refused("saveCall", {
        params: { callId: runningId },
        body: { ...running, endedAt: new Date().toISOString(), outcome: "connected" },
      }),
    ).toMatchObject({ status: 410, code: "lead_erased" });
    expect((await rep.browser.call("syncDialSession", { params, body: target })).held).toEqual([]);

    const { leads } = await admin.browser.call("findLeads", { body: { search: email } });
    expect(leads.map(({ id }) => id)).toEqual([]);
    const { lead } = await admin.browser.call("getLead", { params: { leadId: other } });
    expect(lead.custom).toEqual({ Note: "Ask [erased] or [erased]" });
    const { calls } = await rep.browser.call("listCalls", { query: {} });
    expect(calls).toMatchObject([{ id: callId, leadName: "An erased person", notes: "" }]);
    const since = new Date(Date.now() - 7_200_000).toISOString();
    expect(await rep.browser.call("getDayNumbers", { query: { since } })).toMatchObject({
      calls: 1,
    });
    const { numbers } = await admin.browser.call("listDoNotCall", { query: {} });
    expect(numbers).toMatchObject([{ phone, addedByName: null }]);
    const later = await admin.browser.call("previewErasure", { body: { subject } });
    expect(later).toMatchObject({ leads: [], calls: 0, mentions: 0 });
    expect(later.erasedBefore).toHaveLength(1);

    const trail = dataOf(
      await db.from("audit_log").select("*").eq("organization_id", organizationId),
    );
    expect(JSON.stringify(trail)).not.toMatch(/okafor|5550143/i);
    expect(JSON.stringify(trail)).not.toContain(email);
    expect(trail).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ entity: "erasure", action: "start", actor_id: admin.id }),
        expect.objectContaining({ entity: "erasure", action: "finish", via: "job" }),
      ]),
    );
  });

  it("takes the exports with it that hold the person still", async () => {
    const phone = "+12125550155";
    await addLead({ name: "Mei", phone });
    const before = await exportAll();
    const body = { id: crypto.randomUUID(), subject: "(212) 555-0155", confirmation: phone };
    await admin.browser.call("startErasure", { body: { ...body, neverCallAgain: false } });
    const job = await ended(body.id);
    expect(job.receipt).toMatchObject({ leads: 1, neverCallAgain: false });
    expect((await download(before)).status).toBe(404);
    const { numbers } = await admin.browser.call("listDoNotCall", { query: {} });
    expect(numbers.map((number) => number.phone)).not.toContain(phone);
  });

  it("is for admins, of a mail address or a number, in their own organisation", async () => {
    const body = { subject: "+12125550144" };
    expect((await rep.browser.refused("previewErasure", { body })).code).toBe("forbidden");
    expect((await outsider.browser.call("previewErasure", { body })).leads).toEqual([]);
    const start = {
      ...body,
      id: crypto.randomUUID(),
      confirmation: body.subject,
      neverCallAgain: true,
    };
    expect((await rep.browser.refused("startErasure", { body: start })).code).toBe("forbidden");
    for (const subject of ["nobody", "a@b", "%@%", "12"])
      expect((await admin.browser.refused("previewErasure", { body: { subject } })).code).toBe(
        "invalid_input",
      );
  });
});
