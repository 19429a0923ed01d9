import { describe, expect, test } from "vitest";
import { type AppRequest, isFromApp, isFromAppOrBrowser } from "./checkRequestOrigin.ts";

function request(initiatorOrigin?: string, headers: Record<string, string> = {}): AppRequest {
  const made = new Request("app://salespulse/api/me", { headers });
  return initiatorOrigin === undefined ? made : Object.assign(made, { initiatorOrigin });
}

describe("isFromApp", () => {
  test("accepts the product's own page", () => {
    expect(isFromApp(request("app://salespulse"))).toBe(true);
    expect(
      isFromApp(
        request("app://salespulse", {
          origin: "app://salespulse",
          referer: "app://salespulse/leads",
          "sec-fetch-site": "same-origin",
        }),
      ),
    ).toBe(true);
  });

  test.each([
    ["nobody known", undefined],
    ["a sandboxed frame", "null"],
    ["a foreign page", "https://evil.example"],
    ["a host that looks alike", "app://salespulse.evil.example"],
    ["another host of the scheme", "app://other"],
  ])("refuses %s", (_, initiatorOrigin) => {
    expect(isFromApp(request(initiatorOrigin))).toBe(false);
  });

  test.each([
    ["Origin", { origin: "https://evil.example" }],
    ["an opaque Origin", { origin: "null" }],
    ["Referer", { referer: "https://evil.example/" }],
    ["Sec-Fetch-Site", { "sec-fetch-site": "cross-site" }],
  ])("refuses a foreign %s even when the initiator seems right", (_, headers) => {
    expect(isFromApp(request("app://salespulse", headers))).toBe(false);
  });
});

describe("isFromAppOrBrowser", () => {
  test("accepts the browser's own load, and refuses a foreign page's", () => {
    expect(isFromAppOrBrowser(request())).toBe(true);
    expect(isFromAppOrBrowser(request("https://evil.example"))).toBe(false);
    expect(isFromAppOrBrowser(request(undefined, { origin: "https://evil.example" }))).toBe(false);
  });
});
