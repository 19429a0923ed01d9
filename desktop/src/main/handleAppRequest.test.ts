import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentSecurityPolicy } from "#shared/contentSecurityPolicy";
import { startUpstream, type Upstream } from "../../test/startUpstream.ts";
import { handleAppRequest } from "./handleAppRequest.ts";

let bundleDir: string;
let upstream: Upstream;

beforeAll(async () => {
  const parent = await mkdtemp(join(tmpdir(), "salespulse-bundle-"));
  bundleDir = join(parent, "renderer");
  await mkdir(join(bundleDir, "assets"), { recursive: true });
  await writeFile(join(bundleDir, "index.html"), "<!doctype html><title>page</title>");
  await writeFile(join(bundleDir, "assets", "index-1.js"), "export {};");
  await writeFile(join(bundleDir, "_headers"), "/*");
  await writeFile(join(parent, "secret.txt"), "secret");
  upstream = await startUpstream();
});

afterAll(async () => {
  await upstream.stop();
  await rm(join(bundleDir, ".."), { recursive: true });
});

function ask(url: string, initiatorOrigin?: string, init?: RequestInit): Promise<Response> {
  const request = new Request(url, init);
  return handleAppRequest(
    initiatorOrigin === undefined ? request : Object.assign(request, { initiatorOrigin }),
    { bundleDir, origin: upstream.origin, version: "1.0.0", fetch, onCookiesSet: () => {} },
  );
}

describe("the app:// handler", () => {
  test("serves the page for every route, with the security headers", async () => {
    const answer = await ask("app://salespulse/leads/12");
    expect(await answer.text()).toContain("<title>page</title>");
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("content-security-policy")).toBe(
      contentSecurityPolicy(upstream.origin.replace("http:", "ws:")),
    );
    expect(answer.headers.get("cache-control")).toBe("no-cache");
  });

  test("serves scripts with their type, to keep", async () => {
    const answer = await ask("app://salespulse/assets/index-1.js", "app://salespulse");
    expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each([
    "app://salespulse/assets/missing.js",
    "app://salespulse/..%2fsecret.txt",
    "app://salespulse/_headers",
    "app://other/index.html",
    "app://salespulse:81/index.html",
  ])("%s is not found", async (url) => {
    expect((await ask(url)).status).toBe(404);
  });

  test("the bundle is read only", async () => {
    const answer = await ask("app://salespulse/", "app://salespulse", { method: "POST" });
    expect(answer.status).toBe(405);
  });

  test("passes the API on for the product's own page", async () => {
    const answer = await ask("app://salespulse/api/health", "app://salespulse");
    expect(await answer.json()).toEqual({ ok: true });
  });

  test.each([undefined, "null", "https://evil.example"])(
    "refuses the API to %s without asking the Worker",
    async (initiatorOrigin) => {
      const before = upstream.seen.length;
      const answer = await ask("app://salespulse/api/leads", initiatorOrigin, { method: "POST" });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: "foreign_origin" } });
      expect(upstream.seen.length).toBe(before);
    },
  );

  test("refuses even the bundle to a foreign page", async () => {
    expect((await ask("app://salespulse/", "https://evil.example")).status).toBe(403);
  });
});
