import { describe, expect, test } from "vitest";
import { importRowSchema, IMPORT_ROWS_PER_REQUEST } from "#shared/leads";
import { toCsv } from "../format/toCsv.ts";
import { placeInSheet, readTable, withHeader, type Table } from "./readTable.ts";
import { refusalReport } from "./refusalReport.ts";
import { sliceRows, toImportRow } from "./sliceRows.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string, swap = false, mark = true) =>
  new Uint8Array(
    [...(mark ? [0xfe_ff] : []), ...Array.from(text, (c) => c.charCodeAt(0))].flatMap((unit) =>
      swap ? [unit >> 8, unit & 0xff] : [unit & 0xff, unit >> 8],
    ),
  );

const ENCODINGS: [string, (text: string) => Uint8Array][] = [
  ["UTF-8", utf8],
  ["UTF-8 with a byte order mark", (text) => utf8(`\ufeff${text}`)],
  ["Windows-1252", latin],
  ["UTF-16, little end first", (text) => utf16(text)],
  ["UTF-16, big end first", (text) => utf16(text, true)],
  ["UTF-16 without a mark", (text) => utf16(text, false, false)],
];
const tableOf = (headers: string[], rows: string[][]): Table => ({
  headers,
  rows,
  encoding: "utf-8",
  first: headers,
  headed: true,
  places: [headers, ...rows].map((_, index) => index + 1),
});
const DELIMITERS = [",", ";", "\t", "|"];

describe("a file becomes a table", () => {
  test.each(
    ENCODINGS.flatMap(([encoding, encode]) =>
      DELIMITERS.map((delimiter) => [encoding, delimiter, encode] as const),
    ),
  )("%s, cut by %j", (_, delimiter, encode) => {
    const text = [
      ["Name", "City", "Phone"],
      ["Zoë", "Köln", "4155550142"],
      [`"Ortiz${delimiter} ""Jo"""`, '"two\r\nlines"', "2125550101"],
      ["Ragged", "Row"],
      ["One", "too", "3035550117", "many"],
    ]
      .map((row) => row.join(delimiter))
      .join("\r\n");
    expect(readTable(encode(text))).toMatchObject({
      headed: true,
      headers: ["Name", "City", "Phone", "Column 4"],
      rows: [
        ["Zoë", "Köln", "4155550142"],
        [`Ortiz${delimiter} "Jo"`, "two\r\nlines", "2125550101"],
        ["Ragged", "Row"],
        ["One", "too", "3035550117", "many"],
      ],
    });
  });

  test("Excel's own word for the delimiter is no row", () => {
    expect(readTable(utf8("sep=;\r\nName;Phone, home\r\nAda;1\r\n"))).toMatchObject({
      headers: ["Name", "Phone, home"],
      rows: [["Ada", "1"]],
    });
  });

  test("quoted cells keep their separators and line breaks", () => {
    const table = readTable(utf8('A,B\r\n"Boaz, AL","line 1\nline 2"\r\n'));
    expect(table).toMatchObject({ rows: [["Boaz, AL", "line 1\nline 2"]] });
  });

  test("a heading above the names of the columns is passed over, and rows are counted as the sheet does", () => {
    const table = readTable(
      utf8('Hospitals 2026,,\n\nName,Phone,City\nAda,1,"two\nlines"\n , ,\nBo,2,Rome\n'),
    );
    if (typeof table === "string") throw new Error(table);
    expect(table).toMatchObject({
      headers: ["Name", "Phone", "City"],
      rows: [
        ["Ada", "1", "two\nlines"],
        ["Bo", "2", "Rome"],
      ],
    });
    expect([0, 1].map((index) => placeInSheet(table, index))).toEqual([4, 6]);
    const plain = withHeader(table, false);
    expect([0, 1, 2].map((index) => placeInSheet(plain, index))).toEqual([3, 4, 6]);
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

describe("the first row", () => {
  test.each<[string, string, boolean]>([
    ["names that are known", "Name,Phone\nAda,4155550142\n", true],
    ["names that nobody knows", "Wer,Wo\nAda,Köln\n", true],
    ["a number to call is data", "Ada,(415) 555-0142\nJo,2125550101\n", false],
    ["a mail address is data", "Ada,ada@example.com\nJo,jo@example.com\n", false],
    ["a number above numbers is data", "10005,Boaz\n10006,Florence\n", false],
    ["one row of data alone", "Ada,4155550142\n", false],
  ])("%s", (_, text, headed) => {
    expect(readTable(utf8(text))).toMatchObject({ headed });
  });

  test("is taken the other way by hand, and back", () => {
    const table = readTable(utf8("Ada,\nJo,Köln\n"));
    if (typeof table === "string") throw new Error(table);
    const other = withHeader(table, false);
    expect(other).toMatchObject({
      headers: ["Column 1", "Column 2"],
      rows: [
        ["Ada", ""],
        ["Jo", "Köln"],
      ],
    });
    expect(withHeader(other, true)).toEqual(table);
  });
});

describe("rows go to the import", () => {
  const table = {
    headers: ["First", "Last", "Phone", "Street", "Suite", "Notes", "Secret"],
    rows: [["Ada", "Byron", " 415 555 0142 ", "1 Main St", "Suite 2", "a\u0000b", "x"]],
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
    const long = tableOf(["Name"], rows);
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
      tableOf(headers, rows),
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

test("the report has the row as it stood in the file, and starts no formula in a spreadsheet", () => {
  const table = tableOf(["Name", "Phone"], [["Ada"], ["=HYPERLINK(1)", "+1 2"]]);
  const report = refusalReport(table, [
    { rowNumber: 1, reason: "No phone number" },
    { rowNumber: 2, reason: "Not a phone number that exists" },
  ]);
  expect(report.split("\r\n")).toEqual([
    "Row,Reason,Name,Phone",
    "2,No phone number,Ada,",
    `3,Not a phone number that exists,"'=HYPERLINK(1)",+1 2`,
  ]);
});

test("what an export escaped comes back as it was", () => {
  const cells = ["=1+1", "-x", "@me", "+14155550142", "-5", "'tis"];
  const table = readTable(utf8(toCsv(["Name", "B", "C", "D", "E", "F"], [cells])));
  if (typeof table === "string") throw new Error(table);
  const uses = table.headers.map(() => "custom" as const);
  expect(Object.values(toImportRow(table, uses, 0).custom ?? {})).toEqual(cells);
});
