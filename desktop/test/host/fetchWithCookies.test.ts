import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startUpstream } from "../startUpstream.ts";
import { openCookieFetch } from "./fetchWithCookies.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "salespulse-host-"));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

describe("the cookie jar", () => {
  test("keeps to Path, Secure on this machine, and lifetimes; ends session cookies when saved", async () => {
    const upstream = await startUpstream((_, response) => {
      response.setHeader("set-cookie", [
        "lasting=1; Path=/; Max-Age=60; HttpOnly; Secure",
        "narrow=1; Path=/auth; Max-Age=60",
        "brief=1; Path=/",
        "gone=1; Path=/; Max-Age=0",
        "foreign=1; Domain=evil.example",
      ]);
      response.end();
    });
    const jar = openCookieFetch(dir);
    await jar.fetch(`${upstream.origin}/auth/v1/token`);
    await jar.fetch(`${upstream.origin}/api/x`, { credentials: "include" });
    await jar.fetch(`${upstream.origin}/api/omitted`, { credentials: "omit" });
    jar.save();
    await openCookieFetch(dir).fetch(`${upstream.origin}/auth/again`);
    await upstream.stop();
    expect(upstream.seen.map(({ headers }) => headers.cookie?.split("; ").toSorted())).toEqual([
      undefined,
      ["brief=1", "lasting=1"],
      undefined,
      ["lasting=1", "narrow=1"],
    ]);
  });
});
