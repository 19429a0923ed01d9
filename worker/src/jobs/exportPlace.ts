import type { ExportTable } from "#shared/exportTables";
import { z } from "zod";

const entrySchema = z.object({
  table: z.string(),
  rows: z.int(),
  /** Its files, in order. */
  parts: z.array(z.string()),
  /** Bytes before packing and after. */
  size: z.int(),
  packed: z.int(),
  /** CRC-32 of it all before packing (ISO 3309). */
  crc: z.int(),
  /** The key of the last row. */
  after: z.array(z.string()).nullable(),
  isWhole: z.boolean(),
});
/** How far one table has come. */
export type ExportEntry = z.infer<typeof entrySchema>;

/** Where an export stands: the tables it has begun. Without any, it is still to begin. */
export const exportPlaceSchema = z.object({
  entries: z.array(entrySchema).optional(),
  /** Files of a run before, that are still to go. */
  stale: z.array(z.string()).optional(),
});
export type ExportPlace = z.infer<typeof exportPlaceSchema>;

/** What an export is to do next. */
export type ExportStep =
  /** Measures, and looks what a run before has left. */
  | { readonly kind: "begin" }
  | { readonly kind: "clear"; readonly stale: readonly string[] }
  /** Reads the rows behind `entry.after` and stores them as its next part. */
  | { readonly kind: "page"; readonly table: ExportTable; readonly entry: ExportEntry }
  | { readonly kind: "finish"; readonly entries: readonly ExportEntry[] };

/** What a page brought: its rows, and it all packed. */
export interface ExportPage {
  /** The file it was put into; null where it had no rows. */
  readonly part: string | null;
  readonly rows: number;
  readonly size: number;
  readonly packed: number;
  /** The CRC-32 of the table up to here. */
  readonly crc: number;
  readonly after: readonly string[] | null;
  readonly isLast: boolean;
}

/** What comes next at a place, with the tables in their order: one that a later version added comes too. */
export function stepExport(place: ExportPlace, tables: readonly ExportTable[]): ExportStep {
  const { entries, stale } = place;
  if (entries === undefined) return { kind: "begin" };
  if (stale !== undefined && stale.length > 0) return { kind: "clear", stale };
  for (const table of tables) {
    const begun = entries.find((entry) => entry.table === table.table);
    if (begun?.isWhole !== true) return { kind: "page", table, entry: begun ?? blank(table.table) };
  }
  return { kind: "finish", entries };
}

/** The place behind a page of `entry`. */
export function turnPage(place: ExportPlace, entry: ExportEntry, page: ExportPage): ExportPlace {
  const turned: ExportEntry = {
    table: entry.table,
    rows: entry.rows + page.rows,
    parts: page.part === null ? entry.parts : [...entry.parts, page.part],
    size: entry.size + page.size,
    packed: entry.packed + page.packed,
    crc: page.crc,
    after: page.after === null ? entry.after : [...page.after],
    isWhole: page.isLast,
  };
  const others = (place.entries ?? []).filter(({ table }) => table !== entry.table);
  return { entries: [...others, turned] };
}

/** How many rows are out at a place. */
export function rowsAt(place: ExportPlace): number {
  return (place.entries ?? []).reduce((sum, entry) => sum + entry.rows, 0);
}

const blank = (table: string): ExportEntry => ({
  table,
  rows: 0,
  parts: [],
  size: 0,
  packed: 0,
  crc: 0,
  after: null,
  isWhole: false,
});
