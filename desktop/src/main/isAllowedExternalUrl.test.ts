import { describe, expect, test } from "vitest";
import { isAllowedExternalUrl } from "./isAllowedExternalUrl.ts";

const own = { origin: "https://app.salespulse.example", paymentOrigin: null };
const local = { origin: "http://localhost:8787", paymentOrigin: "http://localhost:4242" };

describe("isAllowedExternalUrl", () => {
  test.each([
    "https://app.salespulse.example/billing?x=1",
    "https://checkout.stripe.com/c/pay/cs_1",
    "https://billing.stripe.com/p/session/1",
    "https://invoice.stripe.com/i/acct_1/live_1?s=ap",
    "https://pay.stripe.com/invoice/acct_1/live_1/pdf?s=ap",
    "https://accounts.google.com/o/oauth2/v2/auth?x=1",
    "mailto:sales@miodiollc.com",
    "mailto:sales@miodiollc.com?subject=Enterprise",
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
    "mailto:sales@miodiollc.com,a@example.com",
    "mailto:sales@miodiollc.com?bcc=a@example.com",
    "mailto:sales@miodiollc.com?attach=/etc/passwd",
    "http://localhost:4242/pay/cs_1",
    "tel:+14155550100",
    "app://salespulse/",
    "//checkout.stripe.com",
    "",
  ])("refuses %s", (url) => {
    expect(isAllowedExternalUrl(url, own)).toBe(false);
  });

  test("a local world has its pages of payment at one address of this machine", () => {
    expect(isAllowedExternalUrl("http://localhost:4242/pay/cs_1", local)).toBe(true);
    expect(isAllowedExternalUrl("http://localhost:4243/pay/cs_1", local)).toBe(false);
    expect(isAllowedExternalUrl("https://localhost:4242/pay/cs_1", local)).toBe(false);
    expect(isAllowedExternalUrl("http://user@localhost:4242/pay/cs_1", local)).toBe(false);
  });
});
