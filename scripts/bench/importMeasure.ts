import { z } from "zod";
import { IMPORT_ROWS_PER_REQUEST, type ImportRow } from "#shared/leads";
import { fictionalLead } from "../scale/fictionalLead.ts";
import { inFlight } from "../scale/inFlight.ts";
import { seededRandom } from "../scale/seededRandom.ts";
import { seedList } from "../scale/seedLeads.ts";
import { startScale } from "../scale/startScale.ts";
import { round, summarize } from "../scale/summarize.ts";
import type { Measure } from "./Measure.ts";

const SLICES_IN_FLIGHT = 3;
const SLICE_TIMEOUT_MS = 60_000;

/**
 * Rows per second of an import by the Worker, slices in flight as the desktop has them, beside the bare insert of
 * the same leads in slices of the same size into a table of the same columns and indexes.
 */
export const importMeasure: Measure = {
  name: "import",
  run: async ({ root, endings, rows: count, seed, tell }) => {
    const { manager, database, organizationId } = await startScale({
      root,
      endings,
      reps: 0,
      log: tell,
    });
    const slices = sliceRows(count, seed);
    const listId = await seedList(database, {
      organizationId,
      name: "Import",
      createdBy: manager.id,
      leadIds: [],
    });
    const sliceMs: number[] = [];
    let added = 0;
    const beganAt = performance.now();
    await inFlight(SLICES_IN_FLIGHT, slices, async (rows) => {
      const sentAt = performance.now();
      const result = await manager.client.call(
        "importLeads",
        { params: { listId }, body: { rows } },
        SLICE_TIMEOUT_MS,
      );
      added += result.added;
      sliceMs.push(performance.now() - sentAt);
    });
    const seconds = (performance.now() - beganAt) / 1_000;
    if (added !== count) throw new Error(`Of ${count} rows ${added} were added.`);

    await database.query(
      "create table private.bare_leads (like public.leads including all excluding generated)",
    );
    const read = await database.query(
      `select jsonb_agg(to_jsonb(l)) as slice
       from (select l.*, ntile($2) over (order by l.created_at, l.id) as part
             from public.leads l where l.organization_id = $1) l
       group by part`,
      [organizationId, slices.length],
    );
    const bareSlices = z.array(z.object({ slice: z.array(z.unknown()) })).parse(read.rows);
    const bareBeganAt = performance.now();
    for (const { slice } of bareSlices)
      await database.query(
        "insert into private.bare_leads select * from jsonb_populate_recordset(null::private.bare_leads, $1)",
        [JSON.stringify(slice)],
      );
    const bareSeconds = (performance.now() - bareBeganAt) / 1_000;
    await database.query("drop table private.bare_leads");
    return {
      rows: count,
      seconds: round(seconds),
      rowsPerSecond: round(count / seconds),
      sliceMs: { ...summarize(sliceMs) },
      bareInsert: { rowsPerSecond: round(count / bareSeconds) },
      toBareInsert: round(bareSeconds / seconds),
    };
  },
};

function sliceRows(count: number, seed: number): ImportRow[][] {
  const random = seededRandom(seed);
  const slices: ImportRow[][] = [];
  for (let index = 0; index < count; index += 1) {
    const { timeZone: _, score, ...texts } = fictionalLead(index, random);
    if (index % IMPORT_ROWS_PER_REQUEST === 0) slices.push([]);
    slices
      .at(-1)
      ?.push({ rowNumber: index + 1, fields: { ...texts, score: String(score) }, custom: {} });
  }
  return slices;
}
