import { EXPORT_TABLES } from "#shared/exportTables";
import { z } from "zod";
import { exportFiles } from "../clients/supabase/exportFiles.ts";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { assertDone, dataOf } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";
import { zipEntriesOf } from "./exportArchive.ts";
import {
  type ExportPlace,
  exportPlaceSchema,
  rowsAt,
  stepExport,
  turnPage,
} from "./exportPlace.ts";
import type { WorkingJob } from "./listWork.ts";
import { measureExport } from "./measureExport.ts";
import { packPage } from "./packPage.ts";
import { readExportPage } from "./readExportPage.ts";
import { LARGEST_ZIP_BYTES, zipSize } from "./zipArchive.ts";

/** Does a job's next step: one transaction, or one upload and the note that it is there. @throws where it fails */
export async function runStep(env: Env, organizationId: string, job: WorkingJob): Promise<void> {
  if (job.kind === "export") await runExportStep(env, organizationId, job);
  else assertDone(await serviceDatabase(env).rpc("erase_step", { job: job.id }));
}

async function runExportStep(env: Env, organizationId: string, job: WorkingJob): Promise<void> {
  const place = exportPlaceSchema.parse(job.place);
  const files = exportFiles(env, organizationId, job.id);
  const step = stepExport(place, EXPORT_TABLES);
  const advance = async (to: ExportPlace, total: number, receipt: object | null = null) => {
    // False where an erasure had it begin anew, or another runner was quicker: the next look finds out.
    z.boolean().parse(
      dataOf(
        await serviceDatabase(env).rpc("advance_export", {
          job: job.id,
          from_place: job.place,
          to_place: to,
          rows_done: rowsAt(to),
          rows_total: total,
          receipt,
        }),
      ),
    );
  };

  switch (step.kind) {
    case "begin": {
      // None of them is of a run that begins here: it has not begun while the place stays.
      const stale = await files.list();
      const sizes = await measureExport(env, organizationId);
      const total = sizes.reduce((sum, { rows }) => sum + rows, 0);
      return advance({ entries: [], stale }, total);
    }
    case "clear":
      await files.remove(step.stale);
      return advance({ entries: place.entries ?? [] }, job.total);
    case "page": {
      const { table, entry } = step;
      const page = await readExportPage(env, job.id, table, entry.after);
      const { bytes, size, crc } = packPage(page.lines, entry.crc);
      const { rows, after, isLast } = page;
      // Each try under a name of its own: what a dead one still uploads is nobody's.
      const part = rows === 0 ? null : `${table.table}.${crypto.randomUUID()}`;
      if (part !== null) await files.write(part, bytes);
      const packed = part === null ? 0 : bytes.length;
      const turned = { part, rows, size, packed, crc, after, isLast };
      return advance(turnPage(place, entry, turned), job.total);
    }
    case "finish": {
      const { entries } = step;
      const bytes = zipSize(zipEntriesOf(entries, files.read));
      if (bytes > LARGEST_ZIP_BYTES) throw new Error("The export is larger than 4 GiB.");
      // What came or went meanwhile was measured otherwise.
      return advance(place, rowsAt(place), { tables: entries, bytes });
    }
    default:
      return step satisfies never;
  }
}
