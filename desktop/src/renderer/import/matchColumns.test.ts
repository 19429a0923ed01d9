import { describe, expect, test } from "vitest";
import { changeUse, matchColumns, missingUses, type ColumnUse } from "./matchColumns.ts";

const HOSPITALS = [
  "Provider ID",
  "Hospital Name",
  "Address",
  "City",
  "State",
  "ZIP Code",
  "County Name",
  "Phone Number",
  "Hospital Type",
  "Location",
];

const matched = (headers: string[], samples: string[][] = []) =>
  Object.fromEntries(
    matchColumns(headers, samples).flatMap((use, column) =>
      use === "custom" ? [] : [[headers[column] ?? "", use]],
    ),
  );

describe("columns are matched by their headers", () => {
  test("a report of refused rows comes back without what was written before them", () => {
    expect(matched(["Row", "Reason", "Full name", "Phone", "Reason (2)"])).toEqual({
      Row: "skip",
      Reason: "skip",
      "Full name": "name",
      Phone: "phone",
    });
  });

  test("the hospitals' own file, with no hand", () => {
    expect(matched(HOSPITALS)).toEqual({
      "Hospital Name": "company",
      Address: "address",
      City: "city",
      State: "state",
      "ZIP Code": "postalCode",
      "Phone Number": "phone",
    });
  });

  test.each<[string, string[], Record<string, ColumnUse>]>([
    [
      "a CRM export",
      ["First Name", "Last Name", "Title", "Company", "Email", "Mobile Phone", "Notes"],
      {
        "First Name": "name",
        "Last Name": "name",
        Title: "title",
        Company: "company",
        Email: "email",
        "Mobile Phone": "phone",
      },
    ],
    [
      "a whole name goes before its parts",
      ["first_name", "last_name", "full_name", "phone"],
      { full_name: "name", phone: "phone" },
    ],
    ["the surest of several numbers", ["Mobile", "Phone", "Fax Number"], { Phone: "phone" }],
    [
      "two lines of an address",
      ["Name", "Address 1", "Address 2", "Zip"],
      { Name: "name", "Address 1": "address", "Address 2": "address", Zip: "postalCode" },
    ],
    [
      "signs and case do not matter",
      ["E-MAIL", "zip/postal code"],
      { "E-MAIL": "email", "zip/postal code": "postalCode" },
    ],
    ["a county's name is nobody's name", ["County Name"], {}],
  ])("%s", (_, headers, expected) => {
    expect(matched(headers)).toEqual(expected);
  });

  test("a header that says nothing is judged by what stands below it", () => {
    const rows = [
      ["Ada Byron", "(415) 555-0142", "ada@example.com"],
      ["Jo Ortiz", "212.555.0101", "jo@example.com"],
    ];
    expect(matched(["Who", "Reach", "Write"], rows)).toEqual({ Reach: "phone", Write: "email" });
  });

  test("ids of ten digits that no number could be are not taken for phones", () => {
    expect(matched(["Id"], [["1234567890"], ["1111111111"]])).toEqual({});
  });
});

describe("columns without names are matched by what stands in them", () => {
  const uses = (rows: string[][]) =>
    matchColumns(rows[0]?.map((_, column) => `Column ${column + 1}`) ?? [], rows, false);

  test("hospitals, with ids that look like ZIP codes", () => {
    expect(
      uses([
        [
          "10005",
          "MARSHALL MEDICAL CENTER SOUTH",
          "2505 U S HIGHWAY 431 NORTH",
          "BOAZ",
          "AL",
          "35957",
          "MARSHALL",
          "2565938310",
        ],
        [
          "10012",
          "DEKALB REGIONAL MEDICAL CENTER",
          "200 MED CENTER DRIVE",
          "FORT PAYNE",
          "AL",
          "35968",
          "DE KALB",
          "2568453150",
        ],
      ]),
    ).toEqual(["custom", "company", "address", "city", "state", "postalCode", "custom", "phone"]);
  });

  test("people with their firms, addresses and zones", () => {
    expect(
      uses([
        ["Ada Byron", "Northwind LLC", "ada@example.com", "(415) 555-0142", "America/Los_Angeles"],
        ["Jo van Dyk", "Contoso Ltd", "jo@example.com", "212.555.0101", "America/New_York"],
      ]),
    ).toEqual(["name", "company", "email", "phone", "timeZone"]);
  });

  test("somebody's name may be one word", () => {
    expect(
      uses([
        ["4155550142", "ada"],
        ["2125550101", "jo"],
      ]),
    ).toEqual(["phone", "name"]);
  });

  test("the first row's words are no header there", () => {
    expect(matchColumns(["Name", "City"], [["Ada", "1"]], false)).toEqual(["name", "custom"]);
  });
});

describe("correction by hand", () => {
  const uses: ColumnUse[] = ["name", "phone", "custom"];

  test("a single field moves to the new column", () => {
    expect(changeUse(uses, 2, "phone")).toEqual(["name", "custom", "phone"]);
  });

  test("names join", () => {
    expect(changeUse(uses, 2, "name")).toEqual(["name", "phone", "name"]);
  });

  test("a number and somebody are needed", () => {
    expect(missingUses(["custom", "email"])).toEqual(["phone", "name"]);
    expect(missingUses(["company", "phone"])).toEqual([]);
  });
});
