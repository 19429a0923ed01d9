import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { startUpstream, type Upstream } from "../../test/startUpstream.ts";
import { proxyRequest } from "./proxyRequest.ts";

let upstream: Upstream | undefined;

afterEach(async () => {
  await upstream?.stop();
  upstream = undefined;
});

async function start(...args: Parameters<typeof startUpstream>): Promise<Upstream> {
  upstream = await startUpstream(...args);
  return upstream;
}

function pass(request: Request, origin: string, onCookiesSet = () => {}): Promise<Response> {
  return proxyRequest(request, { origin, version: "1.2.3", fetch, onCookiesSet });
}

describe("proxyRequest", () => {
  test("passes method, path, query and body on, and says who asks", async () => {
    const { origin, seen } = await start();
    const request = new Request("app://salespulse/api/leads?q=a%20b", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "k1" },
      body: JSON.stringify({ name: "Ada" }),
    });
    const answer = await pass(request, origin);
    expect(await answer.json()).toEqual({ ok: true });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: "POST",
      path: "/api/leads?q=a%20b",
      body: '{"name":"Ada"}',
      headers: {
        "content-type": "application/json",
        "idempotency-key": "k1",
        "x-salespulse-client": "desktop",
        "x-salespulse-version": "1.2.3",
      },
    });
  });

  test("keeps Origin, Referer, cookies, tokens and addresses that the page wrote to itself", async () => {
    const { origin, seen } = await start();
    const kept = {
      origin: "app://salespulse",
      referer: "app://salespulse/x",
      cookie: "session=forged",
      authorization: "Bearer forged",
      "x-forwarded-for": "10.0.0.1",
      "cf-connecting-ip": "10.0.0.1",
      "x-salespulse-client": "something",
    };
    await pass(new Request("app://salespulse/auth/v1/user", { headers: kept }), origin);
    const headers = seen[0]?.headers ?? {};
    for (const name of ["origin", "referer", "cookie", "authorization", "x-forwarded-for"]) {
      expect(headers[name]).toBeUndefined();
    }
    expect(headers["cf-connecting-ip"]).toBeUndefined();
    expect(headers["x-salespulse-client"]).toBe("desktop");
  });

  test("Set-Cookie never reaches the page, and a decoded body is not called encoded", async () => {
    const { origin } = await start((_, response) => {
      response.setHeader("set-cookie", ["a=1; HttpOnly", "b=2"]);
      response.setHeader("content-encoding", "gzip");
      response.setHeader("x-request-id", "r1");
      response.end(gzipSync("text"));
    });
    let told = 0;
    const answer = await pass(new Request("app://salespulse/api/me"), origin, () => {
      told += 1;
    });
    expect(told).toBe(1);
    expect(await answer.text()).toBe("text");
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(answer.headers.get("content-length")).toBeNull();
    expect(answer.headers.get("x-request-id")).toBe("r1");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  });

  test("an error of the API arrives as it was sent", async () => {
    const { origin } = await start((_, response) => {
      response.writeHead(422, { "content-type": "application/json" });
      response.end('{"error":{"code":"x"}}');
    });
    const answer = await pass(new Request("app://salespulse/api/me"), origin);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({ error: { code: "x" } });
  });

  test("an answer without a body stays one", async () => {
    const { origin } = await start((_, response) => {
      response.writeHead(204).end();
    });
    const answer = await pass(new Request("app://salespulse/api/x", { method: "DELETE" }), origin);
    expect(answer.status).toBe(204);
    expect(answer.body).toBeNull();
  });

  test.each([
    "/",
    "/leads",
    "/apix/leads",
    "/auth/v2/user",
    "/auth/v1/%2e%2e/admin",
    "/api/..%2fadmin",
    "/api/%5c..%5cadmin",
    "/api//evil.example",
    "/cdn-cgi/handler/scheduled",
  ])("never passes %s on", async (path) => {
    const { origin, seen } = await start();
    const answer = await pass(new Request(`app://salespulse${path}`), origin);
    expect(answer.status).toBe(404);
    expect(seen).toEqual([]);
  });

  test("refuses methods that the API does not speak", async () => {
    const { origin, seen } = await start();
    const request = new Request("app://salespulse/api/me", { method: "OPTIONS" });
    expect((await pass(request, origin)).status).toBe(405);
    expect(seen).toEqual([]);
  });

  test("an unreachable network answers 503 offline in the API's form", async () => {
    const { origin } = await start();
    await upstream?.stop();
    const answer = await pass(new Request("app://salespulse/api/me"), origin);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: { code: "offline", message: "SalesPulse cannot be reached." },
    });
  });

  test("a redirect, such as a hotel's sign-in page, is not followed", async () => {
    const { origin, seen } = await start((request, response) => {
      if (request.path === "/api/me") response.writeHead(302, { location: "/portal" });
      response.end();
    });
    expect((await pass(new Request("app://salespulse/api/me"), origin)).status).toBe(503);
    expect(seen.map(({ path }) => path)).toEqual(["/api/me"]);
  });

  test("a connection that breaks answers 503", async () => {
    const { origin } = await start((_, response) => response.socket?.destroy());
    const answer = await pass(new Request("app://salespulse/api/me"), origin);
    expect(answer.status).toBe(503);
  });
});
