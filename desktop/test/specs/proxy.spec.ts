import { expect, test as base } from "../electronTest.ts";
import { startUpstream, type Upstream } from "../startUpstream.ts";

const test = base.extend<{ upstream: Upstream }>({
  upstream: async ({}, use) => {
    const upstream = await startUpstream((request, response) => {
      response.setHeader("content-type", "application/json");
      if (request.path === "/auth/v1/token") {
        const flags = "HttpOnly; Secure; SameSite=Lax; Max-Age=3600";
        response.setHeader("set-cookie", [
          `sp_access=secret; Path=/; ${flags}`,
          `sp_refresh=deeper; Path=/auth/v1; ${flags}`,
          "sp_session=brief; Path=/; HttpOnly",
        ]);
      }
      response.end(JSON.stringify({ path: request.path, body: request.body }));
    });
    await use(upstream);
    await upstream.stop();
  },
  origin: async ({ upstream }, use) => use(upstream.origin),
});

test("the session's cookies travel, and no script can see them", async ({ app, upstream }) => {
  const seen = await app.page.evaluate(async () => {
    const answer = await fetch("/auth/v1/token", { method: "POST", body: "{}" });
    return {
      status: answer.status,
      header: answer.headers.get("set-cookie"),
      cookie: document.cookie,
      stored: Object.keys(localStorage).concat(Object.keys(sessionStorage)).join(),
    };
  });
  expect(seen).toMatchObject({ status: 200, header: null, cookie: "" });
  expect(seen.stored).not.toContain("secret");

  await app.page.evaluate(() => fetch("/api/probe"));
  await app.page.evaluate(() => fetch("/auth/v1/probe"));
  const cookiesOf = (path: string): string[] =>
    (upstream.seen.find((request) => request.path === path)?.headers.cookie ?? "")
      .split("; ")
      .toSorted();
  expect(cookiesOf("/api/probe")).toEqual(["sp_access=secret", "sp_session=brief"]);
  expect(cookiesOf("/auth/v1/probe")).toEqual([
    "sp_access=secret",
    "sp_refresh=deeper",
    "sp_session=brief",
  ]);
});

test("lasting cookies survive a restart, the others do not", async ({ app, upstream }) => {
  await app.page.evaluate(() => fetch("/auth/v1/token", { method: "POST", body: "{}" }));
  const page = await app.restart();
  await page.evaluate(() => fetch("/api/after-restart"));
  const request = upstream.seen.find(({ path }) => path === "/api/after-restart");
  expect(request?.headers.cookie).toBe("sp_access=secret");
});

test("what the page stored survives a restart", async ({ app }) => {
  await app.page.evaluate(() => localStorage.setItem("probe", "kept"));
  const page = await app.restart();
  expect(await page.evaluate(() => localStorage.getItem("probe"))).toBe("kept");
});

test("the Worker sees the desktop, not the page's origin", async ({ app, upstream }) => {
  const answer = await app.page.evaluate(async () => {
    const response = await fetch("/api/echo?q=1", {
      method: "POST",
      headers: { "content-type": "application/json", "x-salespulse-client": "web" },
      body: JSON.stringify({ name: "Zoë ✓" }),
    });
    return { status: response.status, answer: await response.text() };
  });
  expect(answer.status).toBe(200);
  const request = upstream.seen.find(({ path }) => path === "/api/echo?q=1");
  expect(request).toMatchObject({ method: "POST", body: '{"name":"Zoë ✓"}' });
  expect(request?.headers).toMatchObject({
    "content-type": "application/json",
    "x-salespulse-client": "desktop",
    "x-salespulse-version": expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
  expect(request?.headers.origin).toBeUndefined();
  expect(request?.headers.referer).toBeUndefined();
});

test("without the network, the API answers 503 offline and the page still loads", async ({
  app,
  upstream,
}) => {
  await upstream.stop();
  const answer = await app.page.evaluate(async () => {
    const response = await fetch("/api/me");
    return { status: response.status, text: await response.text() };
  });
  expect(answer.status).toBe(503);
  expect(answer.text).toContain('"code":"offline"');
  await app.goto("/some/route");
  expect(await app.page.evaluate(() => location.pathname)).toBe("/some/route");
});

test("a large upload and a large answer pass whole", async ({ app, upstream }) => {
  const length = await app.page.evaluate(async () => {
    const response = await fetch("/api/import", { method: "POST", body: "x".repeat(3_000_000) });
    return (await response.text()).length;
  });
  expect(length).toBeGreaterThan(3_000_000);
  expect(upstream.seen.find(({ path }) => path === "/api/import")?.body.length).toBe(3_000_000);
});
