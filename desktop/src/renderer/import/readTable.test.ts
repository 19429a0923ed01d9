import { describe, expect, test } from "vitest";
import { importRowSchema, IMPORT_ROWS_PER_REQUEST } from "#shared/leads";
import { refusalReport } from "./downloadReport.ts";
import { readTable } from "./readTable.ts";
import { sliceRows, toImportRow } from "./sliceRows.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string) =>
  new Uint8Array([0xff, 0xfe, ...Array.from(text, (c) => [c.charCodeAt(0), 0]).flat()]);

describe("a file becomes a table", () => {
  test.each<[string, Uint8Array]>([
    ["UTF-8", utf8("Name,City\nZoë,Köln\n")],
    ["UTF-8 with a byte order mark", utf8("\ufeffName,City\r\nZoë,Köln\r\n")],
    ["Windows-1252, as Excel writes it", latin("Name,City\r\nZoë,Köln\r\n")],
    ["UTF-16, as Excel's Unicode text", utf16("Name\tCity\r\nZoë\tKöln\r\n")],
    ["semicolons", utf8("Name;City\nZoë;Köln\n")],
  ])("%s", (_, bytes) => {
    expect(readTable(bytes)).toMatchObject({ headers: ["Name", "City"], rows: [["Zoë", "Köln"]] });
  });

  test("quoted cells keep their separators and line breaks", () => {
    const table = readTable(utf8('A,B\r\n"Boaz, AL","line 1\nline 2"\r\n'));
    expect(table).toMatchObject({ rows: [["Boaz, AL", "line 1\nline 2"]] });
  });

  test("columns without a name and of one name are told apart", () => {
    const table = readTable(utf8("Phone,,Phone\n1,2,3,4\n"));
    expect(table).toMatchObject({ headers: ["Phone", "Column 2", "Phone (2)", "Column 4"] });
  });

  test.each<[string, Uint8Array, string]>([
    ["an empty file", utf8(""), "empty"],
    ["only a header", utf8("Name,Phone\n\n\n"), "no_rows"],
    ["a spreadsheet that is not text", latin("PK\u0003\u0004\u0000\u0000,\n\u0000"), "not_text"],
  ])("%s says what it is", (_, bytes, problem) => {
    expect(readTable(bytes)).toBe(problem);
  });
});

describe("rows go to the import", () => {
  const table = {
    headers: ["First", "Last", "Phone", "Street", "Suite", "Notes", "Secret"],
    rows: [["Ada", "Byron", " 415 555 0142 ", "1 Main St", "Suite 2", "a\u0000b", "x"]],
    encoding: "utf-8",
  };
  const uses = ["name", "name", "phone", "address", "address", "custom", "skip"] as const;

  test("matched, joined, cleaned, and as the API takes them", () => {
    const row = toImportRow(table, uses, 0);
    expect(row).toEqual({
      rowNumber: 1,
      fields: { name: "Ada Byron", phone: "415 555 0142", address: "1 Main St, Suite 2" },
      custom: { Notes: "ab" },
    });
    expect(importRowSchema.safeParse(row).success).toBe(true);
  });

  test("in slices that cover every row once", () => {
    const rows = Array.from({ length: 1_201 }, (_, index) => [`Lead ${index}`]);
    const long = { headers: ["Name"], rows, encoding: "utf-8" };
    const numbers: number[] = [];
    const sizes: number[] = [];
    for (let from = 0; from < rows.length;) {
      const slice = sliceRows(long, ["name"], from);
      numbers.push(...slice.rows.map((row) => row.rowNumber));
      sizes.push(slice.rows.length);
      from = slice.next;
    }
    expect(sizes).toEqual([IMPORT_ROWS_PER_REQUEST, IMPORT_ROWS_PER_REQUEST, 201]);
    expect(numbers).toEqual(rows.map((_, index) => index + 1));
  });

  test("in smaller slices where the rows are heavy", () => {
    const headers = Array.from({ length: 20 }, (_, column) => `Column ${column}`);
    const rows = Array.from({ length: 200 }, () => headers.map(() => "ü".repeat(2_000)));
    const slice = sliceRows(
      { headers, rows, encoding: "utf-8" },
      headers.map(() => "custom"),
      0,
    );
    expect(slice.rows.length).toBeLessThan(200);
    expect(utf8(JSON.stringify(slice.rows)).length).toBeLessThan(4 * 1024 * 1024);
  });

  test("a text longer than a field takes is cut, not refused", () => {
    const row = toImportRow({ ...table, rows: [["A".repeat(5_000)]] }, uses, 0);
    expect(importRowSchema.safeParse(row).success).toBe(true);
  });
});

test("the report of refused rows starts no formula in a spreadsheet", () => {
  const report = refusalReport([
    { rowNumber: 3, reason: "bad_phone", who: "=HYPERLINK(1)", phone: "+1 2" },
  ]);
  expect(report.split("\r\n")[1]).toMatch(/^3,"'=HYPERLINK\(1\)","'\+1 2",/);
});
