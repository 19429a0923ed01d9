import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { z } from "zod";
import { fictionalLead } from "../scale/fictionalLead.ts";
import { runProductClock } from "../scale/runProductClock.ts";
import { seededRandom } from "../scale/seededRandom.ts";
import { seedLeads, seedList } from "../scale/seedLeads.ts";
import { startScale, type Person, type Scale } from "../scale/startScale.ts";
import { round, summarize } from "../scale/summarize.ts";
import type { Measure } from "./Measure.ts";

const REPS = 20;
const CLAIMS_PER_REP = 40;
/** How much of a worn list has been called. */
const WORN_SHARE = 0.9;
/** Calling hours in every zone of the fictional leads, from Boston to Honolulu. */
const DAYTIME = new Date("2026-12-01T19:00:00Z");

/** Claims a lead for a rep and answers whom. */
type ClaimOne = (session: string) => Promise<string | undefined>;

/**
 * Claims per second, as many reps at once draw one lead after another from one list: straight on Postgres and
 * through the Worker, from a fresh list and from one that is called through but for a tenth.
 */
export const claimsMeasure: Measure = {
  name: "claims",
  run: async ({ root, endings, rows: count, seed, tell }) => {
    const scale = await startScale({ root, endings, reps: REPS, log: tell });
    const { database, organizationId, manager } = scale;
    await runProductClock(database, { startsAt: DAYTIME, speed: 1 });
    const random = seededRandom(seed);
    const leads = Array.from({ length: count }, (_, index) => ({
      id: randomUUID(),
      ...fictionalLead(index, random),
      ownerId: null,
    }));
    await seedLeads(database, organizationId, leads);
    const makeList = (name: string) =>
      seedList(database, {
        organizationId,
        name,
        createdBy: manager.id,
        leadIds: leads.map(({ id }) => id),
      });

    const fresh = await measureList(scale, await makeList("Fresh"));
    await database.query("delete from public.lead_lists where organization_id = $1", [
      organizationId,
    ]);
    await database.query(
      "update public.leads set dial_state = 'finished', attempt_count = 1, last_called_at = now() where id = any ($1)",
      [leads.slice(0, Math.floor(count * WORN_SHARE)).map(({ id }) => id)],
    );
    const worn = await measureList(scale, await makeList("Worn"));
    return {
      reps: REPS,
      list: count,
      fresh,
      worn,
      wornToFresh: {
        postgres: round(worn.postgres.claimsPerSecond / fresh.postgres.claimsPerSecond),
        worker: round(worn.worker.claimsPerSecond / fresh.worker.claimsPerSecond),
      },
    };
  },
};

async function measureList(scale: Scale, listId: string) {
  const straight = await Promise.all(
    scale.reps.map(async (rep) => claimBySql(await scale.connect(), rep, listId)),
  );
  return {
    postgres: await claimAll(scale, straight),
    worker: await claimAll(
      scale,
      scale.reps.map((rep) => claimByWorker(rep, listId)),
    ),
  };
}

/** Lets all reps claim at once; a lead that was claimed is put away, as its call would. */
async function claimAll(scale: Scale, reps: readonly ClaimOne[]) {
  const claimed: string[] = [];
  const ms: number[] = [];
  const desks = await Promise.all(
    reps.map(async (claim) => ({ claim, session: randomUUID(), database: await scale.connect() })),
  );
  const began = performance.now();
  await Promise.all(
    desks.map(async ({ claim, session, database }) => {
      for (let count = 0; count < CLAIMS_PER_REP; count += 1) {
        const asked = performance.now();
        const leadId = await claim(session);
        ms.push(performance.now() - asked);
        if (leadId === undefined) throw new Error("No lead was there to claim.");
        claimed.push(leadId);
        await putAway(database, leadId);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  if (new Set(claimed).size !== claimed.length) throw new Error("A lead was claimed twice.");
  return { claimsPerSecond: round(claimed.length / seconds), ms: { ...summarize(ms) } };
}

function claimByWorker(rep: Person, listId: string): ClaimOne {
  return async (sessionId) => {
    const { held } = await rep.client.call("syncDialSession", {
      params: { sessionId },
      body: { listId, status: "dialing", target: 1 },
    });
    return held[0]?.lead.id;
  };
}

const answerSchema = z.object({ held: z.array(z.object({ lead: z.object({ id: z.string() }) })) });

/** As the REST API would ask, on a connection that stays the rep's. */
async function claimBySql(database: Client, rep: Person, listId: string): Promise<ClaimOne> {
  const claims = { role: "authenticated", sub: rep.id, session_id: rep.sessionId };
  await database.query("select set_config('request.jwt.claims', $1, false)", [
    JSON.stringify(claims),
  ]);
  await database.query("set role authenticated");
  return async (session) => {
    const { rows } = await database.query(
      "select public.sync_dial_session($1, $2, 'dialing', null, 1, '{}', null) as answer",
      [session, listId],
    );
    const [row] = z.array(z.object({ answer: answerSchema })).parse(rows);
    return row?.answer.held[0]?.lead.id;
  };
}

async function putAway(database: Client, leadId: string): Promise<void> {
  await database.query(
    "update public.leads set dial_state = 'finished', attempt_count = 1 where id = $1",
    [leadId],
  );
  await database.query("delete from public.claims where lead_id = $1", [leadId]);
}
