import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RestError } from "../RestError.ts";
import { parseQuery } from "./parseQuery.ts";
import { parseSelect } from "./parseSelect.ts";

const parse = (query: string, isCall = false) => parseQuery(new URLSearchParams(query), isCall);

/** What a parameter is refused with. */
function refusal(query: string): { message: string; details: unknown } {
  try {
    parse(query);
  } catch (error) {
    if (error instanceof RestError) return error.body;
  }
  throw new Error("It was not refused.");
}

describe("select", () => {
  test.each([
    ["a", [{ kind: "field", field: { name: "a", path: [] } }]],
    ["*", [{ kind: "field", field: { name: "*", path: [] } }]],
    ["x:a::int", [{ kind: "field", field: { name: "a", path: [] }, alias: "x", cast: "int" }]],
    [
      "a->b->>-1::text",
      [
        {
          kind: "field",
          field: {
            name: "a",
            path: [
              { arrow: "->", key: "b", isIndex: false },
              { arrow: "->>", key: "-1", isIndex: true },
            ],
          },
          cast: "text",
        },
      ],
    ],
    ["a-b", [{ kind: "field", field: { name: "a-b", path: [] } }]],
    ['"a,b)"', [{ kind: "field", field: { name: "a,b)", path: [] } }]],
    ["count()", [{ kind: "field", field: { name: "", path: [] }, aggregate: { name: "count" } }]],
    [
      "a::int.sum()::text",
      [
        {
          kind: "field",
          field: { name: "a", path: [] },
          cast: "int",
          aggregate: { name: "sum", cast: "text" },
        },
      ],
    ],
    [
      "x:r!inner!h(a)",
      [
        {
          kind: "relation",
          relation: "r",
          alias: "x",
          hint: "h",
          isInner: true,
          isSpread: false,
          select: [{ kind: "field", field: { name: "a", path: [] } }],
        },
      ],
    ],
    ["...r()", [{ kind: "relation", relation: "r", isInner: false, isSpread: true, select: [] }]],
    ["", []],
  ])("%s", (text, expected) => {
    expect(parseSelect(text)).toEqual(expected);
  });

  test.each([
    "a,",
    "a b(",
    "a!h",
    "a::",
    "a.nope()",
    "a(b",
    "a)",
    "...a",
    "x:",
    "a->",
    "(a)",
    "a,,b",
  ])("%s is refused", (text) => {
    expect(() => parseSelect(text)).toThrow(RestError);
  });
});

describe("where a parameter belongs", () => {
  test("filters, orders and ranges reach the relation that their name leads to", () => {
    const parsed = parse(
      'a.b.c->>d=eq.1&"x.y"=is.null&a.order=b.desc&a.limit=3&a.offset=2&a.not.or=(b.eq.1)&limit=1',
    );
    expect(parsed.filters).toMatchObject([
      { path: ["a", "b"], item: { field: { name: "c", path: [{ key: "d" }] } } },
      { path: [], item: { field: { name: "x.y" } } },
      { path: ["a"], item: { kind: "group", operator: "or", isNegated: true } },
    ]);
    expect(parsed.orders).toEqual([
      { path: ["a"], item: [{ field: { name: "b", path: [] }, direction: "desc" }] },
    ]);
    expect(parsed.ranges).toEqual([
      { path: ["a"], item: { limit: "3", offset: "2" } },
      { path: [], item: { limit: "1" } },
    ]);
  });

  test("arguments of a call are what is no filter", () => {
    expect(parse("a=1&b=eq.1&c=in&d=x.y&e=not.is.null", true)).toMatchObject({
      args: [
        ["a", "1"],
        ["c", "in"],
        ["d", "x.y"],
      ],
      filters: [{ item: { field: { name: "b" } } }, { item: { field: { name: "e" } } }],
    });
  });

  test("on a table, what is no filter is refused, not ignored", () => {
    expect(refusal("id=1")).toMatchObject({
      message: '"failed to parse filter (1)" (line 1, column 1)',
      details: 'unexpected "1" expecting operator (eq, gt, ...)',
    });
    expect(refusal("id=noop.1").message).toContain("failed to parse filter (noop.1)");
    expect(refusal("or=(a.eq.1").message).toContain("failed to parse logic tree");
    expect(refusal("order=a.up").details).toContain('"asc", "desc"');
    expect(refusal("id=is.nothing").details).toContain("trilean");
  });
});

test("values in lists and logic trees keep their quotes, escapes and array braces apart", () => {
  const { filters } = parse(
    `a=in.(1,"b,c","d\\"e",f"g,)&or=(x.eq."p,q)",y.cs.{1,2},z.eq.r s,and(u.is.true,v.not.in.(1,2)))`,
  );
  expect(filters).toMatchObject([
    { item: { operation: { kind: "in", values: ["1", "b,c", 'd"e', 'f"g', ""] } } },
    {
      item: {
        children: [
          { operation: { value: "p,q)" } },
          { operation: { value: "{1,2}" } },
          { operation: { value: "r s" } },
          {
            operator: "and",
            children: [
              { operation: { value: "true" } },
              { isNegated: true, operation: { values: ["1", "2"] } },
            ],
          },
        ],
      },
    },
  ]);
});

test("any text is read or refused by code, never by accident", () => {
  const token = fc.constantFrom(
    ...'select or and not in is eq fts order limit ( ) , . " \\ -> ->> :: : ! ... * { } a 1 -1 \u0000 é'.split(
      " ",
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(token).map((tokens) => tokens.join("")),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 4 }), fc.boolean(), (pairs, isCall) => {
      const readings = [pairs, pairs.map(([, value]) => ["select", value])].map(
        (entries) => () => parseQuery(new URLSearchParams(entries), isCall),
      );
      expect(readings.every(isReadOrRefused)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

function isReadOrRefused(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    return error instanceof RestError;
  }
}
