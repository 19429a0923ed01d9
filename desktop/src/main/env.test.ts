import { describe, expect, test } from "vitest";
import { readEnv } from "./env.ts";

const buildOrigin = "https://app.salespulse.example";

describe("readEnv", () => {
  test("talks to the built-in origin unless told otherwise", () => {
    expect(readEnv({}, { packaged: false, buildOrigin }).origin).toBe(buildOrigin);
  });

  test("follows SALESPULSE_ORIGIN in development", () => {
    const variables = { SALESPULSE_ORIGIN: "http://localhost:8787/" };
    expect(readEnv(variables, { packaged: false, buildOrigin }).origin).toBe(
      "http://localhost:8787",
    );
  });

  test("a packaged app cannot be pointed at another server", () => {
    const variables = { SALESPULSE_ORIGIN: "https://evil.example" };
    expect(readEnv(variables, { packaged: true, buildOrigin }).origin).toBe(buildOrigin);
  });

  test("pages of payment are at Stripe, unless a local world has its own on this machine", () => {
    expect(readEnv({}, { packaged: false, buildOrigin }).paymentOrigin).toBeNull();
    const local = { SALESPULSE_PAYMENT_ORIGIN: "http://127.0.0.1:4242" };
    expect(readEnv(local, { packaged: false, buildOrigin }).paymentOrigin).toBe(
      "http://127.0.0.1:4242",
    );
    expect(readEnv(local, { packaged: true, buildOrigin }).paymentOrigin).toBeNull();
    for (const elsewhere of ["https://evil.example", "http://192.0.2.1", ""]) {
      const variables = { SALESPULSE_PAYMENT_ORIGIN: elsewhere };
      expect(() => readEnv(variables, { packaged: false, buildOrigin })).toThrow(
        "SALESPULSE_PAYMENT_ORIGIN",
      );
    }
  });

  test.each([
    "",
    "nonsense",
    "http://salespulse.example",
    "https://a.example/path",
    "ftp://a",
    "https://u:p@a.example",
  ])("names the variable when its value is %j", (value) => {
    const variables = { SALESPULSE_ORIGIN: value };
    expect(() => readEnv(variables, { packaged: false, buildOrigin })).toThrow("SALESPULSE_ORIGIN");
  });
});
