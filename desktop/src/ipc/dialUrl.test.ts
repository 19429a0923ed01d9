import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DIAL_SCHEMES } from "./dialSchemes.ts";
import { dialUrl } from "./dialUrl.ts";

const PHONE = "+14155550142";
const byTemplate = (template: string) => dialUrl({ kind: "template", template }, PHONE);

test("tel: and sip: carry the number as it is", () => {
  expect(dialUrl({ kind: "tel" }, PHONE)).toEqual({ url: "tel:+14155550142" });
  expect(dialUrl({ kind: "sip", domain: "SIP.example.com:5061" }, PHONE)).toEqual({
    url: "sip:+14155550142@sip.example.com:5061",
  });
});

test.each([
  "",
  "a b",
  "a@b",
  "user@sip.example.com",
  "a;transport=tcp",
  "-a.com",
  "a..b",
  "a/b",
  "a\n",
])("a SIP domain is a domain: %j is none", (domain) => {
  expect(dialUrl({ kind: "sip", domain }, PHONE)).toHaveProperty("problem");
});

test.each([
  ["callto:{number}", "callto:+14155550142"],
  ["zoomphonecall://{number}", "zoomphonecall://+14155550142"],
  ["dialpad://{number}?launchMinimode=1", "dialpad://+14155550142?launchMinimode=1"],
  ["rcapp://r/call?number={number}", "rcapp://r/call?number=%2B14155550142"],
  ["sip:{digits}@pbx.example.com", "sip:14155550142@pbx.example.com"],
  [
    "https://teams.microsoft.com/l/call/0/0?users=4:{number}",
    "https://teams.microsoft.com/l/call/0/0?users=4:%2B14155550142",
  ],
  ["https://pbx.example.com:8443/dial/{digits}", "https://pbx.example.com:8443/dial/14155550142"],
  ["https://pbx.example.com/#/dial/{number}", "https://pbx.example.com/#/dial/%2B14155550142"],
  ["TEL:{number}", "TEL:+14155550142"],
])("%s becomes %s", (template, url) => {
  expect(byTemplate(template)).toEqual({ url });
});

describe("what could start anything but a dialer is refused", () => {
  test.each([
    "javascript:alert({number})",
    "JaVaScRiPt:alert('{number}')",
    "java\nscript:alert({number})",
    " javascript:alert({number})",
    "data:text/html,{number}",
    "vbscript:{number}",
    "file:///bin/{number}",
    "smb://evil.example/{number}",
    "\\\\evil.example\\{number}",
    "//evil.example/{number}",
    "http://pbx.example.com/{number}",
    "ms-msdt:/id {number}",
    "ms-officecmd:{number}",
    "search-ms:query={number}",
    "ssh://{number}",
    "salespulse://{number}",
    "mailto:{number}",
    "view-source:https://pbx.example.com/{number}",
    "{number}",
    "{number}:tel",
    "",
  ])("the scheme of %j", (template) => {
    expect(byTemplate(template)).toHaveProperty("problem");
  });

  test.each([
    "https://{number}.evil.example/",
    "https://{number}/",
    "https://pbx.example.com{number}",
    "https://pbx.example.com:{digits}/",
    "https://user@pbx.example.com/{number}",
    "https://user:secret@pbx.example.com/{number}",
    "https://pbx.example.com\\@evil.example/{number}",
    "https:pbx.example.com/{number}",
    "https:///pbx.example.com/{number}",
    "https://pbx.example.com:99999/{number}",
    "https://[::1]/{number}",
    "https://%65vil.example/{number}",
  ])("the host of %j", (template) => {
    expect(byTemplate(template)).toHaveProperty("problem");
  });

  test.each([
    'tel:{number}" --run calc "',
    "tel:{number} --run",
    "tel:{number}%20--run",
    "tel:{number}%22",
    "tel:{number}%00",
    "tel:{number}%0a",
    "tel:{number}%2522",
    "tel:{number}%PATH%",
    "tel:{number}'",
    "tel:{number}`id`",
    "tel:$({number})",
    "tel:{number}|x",
    "tel:{number}<x>",
    "tel:{number}\n",
    "tel:{number}\u0000",
    "tel:{number}\u202e",
    "tel:{name}{number}",
    "tel:{{number}}",
    "tel:+14155550199",
  ])("the text of %j", (template) => {
    expect(byTemplate(template)).toHaveProperty("problem");
  });
});

test("whatever is typed, an address comes out whole: an allowed scheme, no blank, and the number", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "{number}",
      "{digits}",
      "tel:",
      "https://",
      "javascript:",
      "@",
      "/",
      "?",
      "#",
      "%",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.webUrl(),
  );
  const template = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  const phone = fc.stringMatching(/^\+[1-9][0-9]{6,14}$/);
  fc.assert(
    fc.property(template, phone, (typed, number) => {
      const built = dialUrl({ kind: "template", template: typed }, number);
      if ("problem" in built) return;
      const { protocol, username, host } = new URL(built.url);
      expect([...DIAL_SCHEMES.keys()]).toContain(protocol.slice(0, -1));
      expect(built.url).toMatch(/^[!#-&*-;=?-Z_a-z~]+$/);
      expect(built.url).toContain(number.slice(1));
      const hostIsFixed = username === "" && !host.includes(number.slice(1));
      expect(protocol !== "https:" || hostIsFixed).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});
