import { EXPORT_TABLES } from "#shared/exportTables";
import type { ExportEntry } from "./exportPlace.ts";
import { LAST_BLOCK, packPage } from "./packPage.ts";
import type { ZipEntry } from "./zipArchive.ts";

/** Reads one part. */
type ReadPart = (part: string) => Promise<ReadableStream<Uint8Array>>;

/** The tables of an export as files of its archive, in the order of the table of them. */
export function zipEntriesOf(entries: readonly ExportEntry[], readPart: ReadPart): ZipEntry[] {
  return entries.map((entry) => ({
    name: `${entry.table}.ndjson`,
    crc: entry.crc,
    size: entry.size,
    packed: entry.packed + LAST_BLOCK.length,
    read: async function* () {
      for (const part of entry.parts) yield* await readPart(part);
      yield LAST_BLOCK;
    },
  }));
}

/** What tells people about the archive, as its first file. */
export function readmeEntry(
  organization: string,
  job: { readonly createdAt: string; readonly finishedAt: string | null },
  entries: readonly ExportEntry[],
): ZipEntry {
  const holds = new Map(EXPORT_TABLES.map((each) => [each.table, each.holds]));
  const text = [
    `SalesPulse: export of ${organization}`,
    `Begun ${job.createdAt}, ended ${job.finishedAt ?? ""}`,
    "",
    "Each file holds one table, one JSON object a line (NDJSON, UTF-8). Times are ISO 8601 with their offset, phone",
    "numbers E.164. Ids connect the files: a call's lead_id is a lead's id, and so on.",
    "",
    "The tables were read one after another, page by page, while work went on. A row that was there from beginning to",
    "end is in here once, as it was at some moment between the two. Rows made after the beginning are left out, where",
    "their table tells when they were made; rows that were deleted meanwhile may be missing. So a row can name another",
    "that is not in here.",
    "Passwords, tokens and sessions are not in here.",
    "",
    ...entries.map(
      ({ table, rows }) =>
        `${`${table}.ndjson`.padEnd(30)}${String(rows).padStart(10)} rows  ${holds.get(table) ?? ""}`,
    ),
    "",
  ].join("\r\n");
  const { bytes, size, crc } = packPage(text, 0);
  return {
    name: "README.txt",
    crc,
    size,
    packed: bytes.length + LAST_BLOCK.length,
    read: async function* () {
      yield bytes;
      yield LAST_BLOCK;
    },
  };
}
