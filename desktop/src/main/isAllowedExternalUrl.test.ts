import { describe, expect, test } from "vitest";
import { isAllowedExternalUrl } from "./isAllowedExternalUrl.ts";

const own = "https://app.salespulse.example";

describe("isAllowedExternalUrl", () => {
  test.each([
    "https://app.salespulse.example/billing?x=1",
    "https://checkout.stripe.com/c/pay/cs_1",
    "https://billing.stripe.com/p/session/1",
    "https://accounts.google.com/o/oauth2/v2/auth?x=1",
  ])("allows %s", (url) => {
    expect(isAllowedExternalUrl(url, own)).toBe(true);
  });

  test.each([
    "http://checkout.stripe.com/",
    "https://checkout.stripe.com.evil.example/",
    "https://checkout.stripe.com:8443/",
    "https://evil.example/checkout.stripe.com",
    "https://checkout.stripe.com@evil.example/",
    "https://user@checkout.stripe.com/",
    "https://stripe.com/",
    "http://app.salespulse.example/",
    "https://app.salespulse.example:444/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "smb://host/share",
    "ms-msdt:/id",
    "mailto:a@example.com",
    "tel:+14155550100",
    "app://salespulse/",
    "//checkout.stripe.com",
    "",
  ])("refuses %s", (url) => {
    expect(isAllowedExternalUrl(url, own)).toBe(false);
  });
});
