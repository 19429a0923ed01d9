import { describe, expect, test } from "vitest";
import { findDeepLink, parseDeepLink } from "./parseDeepLink.ts";

describe("parseDeepLink", () => {
  test.each([
    ["salespulse://reset-password#token=aB3_-", "/reset-password#token=aB3_-"],
    ["salespulse://verify-email/?mail=1#token=x", "/verify-email?mail=1#token=x"],
    ["salespulse://invite", "/invite"],
    ["salespulse://billing/return?session=cs_test_a1B2", "/billing/return?session=cs_test_a1B2"],
    ["salespulse://billing/cancelled", "/billing/cancelled"],
  ])("%s goes to %s", (link, path) => {
    expect(parseDeepLink(link)).toBe(path);
  });

  test.each([
    "https://reset-password#token=x",
    "salespulse://leads",
    "salespulse://billing",
    "salespulse://billing//return",
    "salespulse://billing/return/../../leads",
    "salespulse://verify-email/../leads",
    "salespulse://verify-email//evil.example",
    "salespulse://user:secret@verify-email",
    "salespulse://verify-email:80",
    "salespulse:verify",
    "salespulse://verify-email#<script>",
    "salespulse://verify-email?next=https://evil.example",
    `salespulse://verify-email#${"x".repeat(3000)}`,
    "app://salespulse/verify",
    "",
  ])("%s is none of ours", (link) => {
    expect(parseDeepLink(link)).toBeNull();
  });

  test("is found among a process's arguments", () => {
    expect(findDeepLink(["electron", ".", "--flag", "salespulse://verify-email#token=1"])).toBe(
      "/verify-email#token=1",
    );
    expect(findDeepLink(["electron", "."])).toBeNull();
  });
});
