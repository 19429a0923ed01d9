import type { ExportTable } from "#shared/exportTables";
import { describe, expect, it } from "vitest";
import { type ExportPage, type ExportPlace, rowsAt, stepExport, turnPage } from "./exportPlace.ts";

const table = (name: string): ExportTable => ({
  table: name,
  holds: "",
  columns: ["id"],
  leftOut: [],
  scope: "organization",
  key: ["id"],
  madeAt: null,
});
const TABLES = [table("leads"), table("calls")];
const page = (rows: number, after: string | null, isLast: boolean): ExportPage => ({
  part: after === null ? null : `to ${after}`,
  rows,
  size: rows * 10,
  packed: rows,
  crc: rows,
  after: after === null ? null : [after],
  isLast,
});

/** What is read, in order, when pages come as given. */
function walk(pages: readonly ExportPage[], from: ExportPlace = { entries: [] }) {
  let place = from;
  const read: string[] = [];
  for (const next of pages) {
    const step = stepExport(place, TABLES);
    if (step.kind !== "page") throw new Error(step.kind);
    read.push(`${step.table.table} after ${step.entry.after?.[0] ?? "-"}`);
    place = turnPage(place, step.entry, next);
  }
  return { place, read, next: stepExport(place, TABLES) };
}

describe("an export", () => {
  it.each([[{}], [{ entries: undefined }]])("begins at %j", (place) => {
    expect(stepExport(place, TABLES)).toEqual({ kind: "begin" });
  });

  it("takes away what a run before has left, and then reads", () => {
    const stale = ["leads.1"];
    expect(stepExport({ entries: [], stale }, TABLES)).toEqual({ kind: "clear", stale });
    expect(stepExport({ entries: [], stale: [] }, TABLES).kind).toBe("page");
  });

  it("reads table by table, each page behind the one before, and then is done", () => {
    const { read, next, place } = walk([
      page(2, "b", false),
      page(1, "c", true),
      page(0, null, true),
    ]);
    expect(read).toEqual(["leads after -", "leads after b", "calls after -"]);
    expect(next.kind).toBe("finish");
    expect(place.entries).toMatchObject([
      { table: "leads", rows: 3, parts: ["to b", "to c"], size: 30, packed: 3 },
      // Without rows there is no part.
      { table: "calls", rows: 0, parts: [] },
    ]);
    expect(rowsAt(place)).toBe(3);
  });

  it("goes on where it was when it is looked at anew", () => {
    const { place } = walk([page(2, "b", false)]);
    const again: ExportPlace = JSON.parse(JSON.stringify(place));
    expect(walk([page(1, "c", true)], again).read).toEqual(["leads after b"]);
  });

  it("brings a table too that a later version added in its middle", () => {
    const { place } = walk([page(1, "a", true), page(1, "b", true)]);
    const step = stepExport(place, [TABLES[0] ?? table(""), table("added"), ...TABLES.slice(1)]);
    expect(step).toMatchObject({ kind: "page", table: { table: "added" } });
  });
});
