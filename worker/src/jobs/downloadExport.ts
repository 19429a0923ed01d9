import { timestamp } from "#shared/text";
import { z } from "zod";
import { exportFiles } from "../clients/supabase/exportFiles.ts";
import { parseRow } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readmeEntry, zipEntriesOf } from "./exportArchive.ts";
import { exportPlaceSchema } from "./exportPlace.ts";
import { zipArchive, zipSize } from "./zipArchive.ts";

const openedSchema = z.object({
  createdAt: timestamp,
  finishedAt: timestamp,
  receipt: z.object({ tables: exportPlaceSchema.shape.entries.unwrap() }),
});

/** Streams an export as one archive, part by part from Storage. */
export const downloadExport: Handlers["downloadExport"] = async (context, { params }) => {
  const { env, organizationId, me } = context;
  const opened = await context.db
    .rpc("open_export", { job: params.jobId })
    .select("createdAt:created_at, finishedAt:finished_at, receipt");
  const job = parseRow(opened, openedSchema);
  const { tables } = job.receipt;
  const files = exportFiles(env, organizationId, params.jobId);
  const name = me.membership?.organization.name ?? "the organization";
  const entries = [readmeEntry(name, job, tables), ...zipEntriesOf(tables, files.read)];

  // Its length is said, so that a download that breaks off is not taken for whole.
  const { readable, writable } = new FixedLengthStream(zipSize(entries));
  const pieces = zipArchive(entries, new Date(job.createdAt));
  context.background(pump(pieces, writable));
  return new Response(readable, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="salespulse-export-${job.createdAt.slice(0, 10)}.zip"`,
      "x-content-type-options": "nosniff",
    },
  });
};

async function pump(pieces: AsyncIterable<Uint8Array>, into: WritableStream): Promise<void> {
  const writer = into.getWriter();
  try {
    for await (const piece of pieces) await writer.write(piece);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {
      // The reader has gone already.
    });
    throw error;
  }
}
