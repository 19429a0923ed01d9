import { describe, expect, test } from "vitest";
import { contentSecurityPolicy } from "./contentSecurityPolicy.ts";
import { pageSecurityHeaders } from "./pageSecurityHeaders.ts";

describe("contentSecurityPolicy", () => {
  const policy = new Map(
    contentSecurityPolicy()
      .split("; ")
      .map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources] as const;
      }),
  );

  test("refuses what it does not name", () => {
    expect(policy.get("default-src")).toEqual(["'none'"]);
  });

  test("runs no inline or evaluated script and takes code from its own origin alone", () => {
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(contentSecurityPolicy()).not.toMatch(/unsafe|\*|https?:|strict-dynamic/);
  });

  test("connects to its own host alone, and to the live line where that is another", () => {
    expect(policy.get("connect-src")).toEqual(["'self'"]);
    const named = contentSecurityPolicy("wss://app.salespulse.example");
    expect(named).toContain("; connect-src 'self' wss://app.salespulse.example; ");
    expect(named.replace(" wss://app.salespulse.example", "")).toBe(contentSecurityPolicy());
  });

  test("cannot be framed, rebased, or made to post a form elsewhere", () => {
    for (const name of ["frame-ancestors", "frame-src", "base-uri", "form-action", "object-src"]) {
      expect(policy.get(name)).toEqual(["'none'"]);
    }
  });

  test("is one header line", () => {
    for (const value of Object.values(pageSecurityHeaders())) expect(value).not.toMatch(/[\r\n]/);
  });
});
