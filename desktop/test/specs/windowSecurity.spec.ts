import { expect, test as base } from "../electronTest.ts";
import { startUpstream, type Upstream } from "../startUpstream.ts";

const test = base.extend<{ upstream: Upstream; foreign: Upstream }>({
  upstream: async ({}, use) => {
    const upstream = await startUpstream();
    await use(upstream);
    await upstream.stop();
  },
  /** A page of another origin. */
  foreign: async ({}, use) => {
    const foreign = await startUpstream((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><title>foreign</title>");
    });
    await use(foreign);
    await foreign.stop();
  },
  origin: async ({ upstream }, use) => use(upstream.origin),
});

test("the page has no Node, no Electron and nothing but the door's methods", async ({ app }) => {
  const found = await app.page.evaluate(() => ({
    globals: ["require", "process", "module", "Buffer", "global", "electron", "ipcRenderer"].filter(
      (name) => name in globalThis,
    ),
    door: Object.keys(globalThis.salespulse ?? {}).toSorted(),
    frozen: Object.isFrozen(globalThis.salespulse),
    secure: isSecureContext,
  }));
  expect(found).toEqual({
    globals: [],
    door: ["dial", "getAppInfo", "notify", "on", "openExternal", "setTheme"],
    frozen: true,
    secure: true,
  });
});

test("the Content-Security-Policy is in force: no inline script, no eval, no other server", async ({
  app,
  foreign,
}) => {
  const refused = await app.page.evaluate(async (foreignUrl) => {
    const violations: string[] = [];
    addEventListener("securitypolicyviolation", (event) =>
      violations.push(event.effectiveDirective),
    );
    const script = document.createElement("script");
    script.textContent = "globalThis.injected = true";
    document.body.append(script);
    const image = document.createElement("img");
    const imageFailed = new Promise((resolve) => {
      image.addEventListener("error", resolve);
    });
    image.src = `${foreignUrl}/x.png`;
    await imageFailed;
    const fetched = await fetch(foreignUrl, { mode: "no-cors" }).then(
      () => true,
      () => false,
    );
    const line = new WebSocket(foreignUrl.replace("http", "ws"));
    await new Promise((resolve) => line.addEventListener("error", resolve));
    const frame = document.createElement("iframe");
    const frameLoaded = new Promise((resolve) => {
      frame.addEventListener("load", resolve);
    });
    frame.src = foreignUrl;
    document.body.append(frame);
    await frameLoaded;
    return { violations: violations.toSorted(), fetched, injected: "injected" in globalThis };
  }, foreign.origin);
  expect(refused).toEqual({
    violations: ["connect-src", "connect-src", "frame-src", "img-src", "script-src-elem"],
    fetched: false,
    injected: false,
  });
  expect(foreign.seen).toEqual([]);
});

test("a page cannot leave for another address", async ({ app, foreign }) => {
  for (const address of [foreign.origin, `${app.pageOrigin}/api/leads`, "data:text/html,x"]) {
    await app.page.evaluate((url) => location.assign(url), address);
    // A later answer of main proves that the page is still there and still has its door.
    expect(await app.page.evaluate(() => globalThis.salespulse?.getAppInfo())).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
    expect(app.page.url().startsWith(`${app.pageOrigin}/`)).toBe(true);
  }
  expect(foreign.seen).toEqual([]);
});

test("a page opens no window; an allowed link goes to the system's browser", async ({
  app,
  upstream,
  foreign,
}) => {
  const opened = await app.page.evaluate(
    (urls) => urls.map((url) => window.open(url)),
    [foreign.origin, "file:///etc/passwd", "https://evil.example/", `${upstream.origin}/help`],
  );
  expect(opened).toEqual([null, null, null, null]);
  await expect.poll(() => app.shellOpened()).toEqual([`${upstream.origin}/help`]);
  expect(foreign.seen).toEqual([]);
});

test("a foreign page reaches neither the API nor the bundle through the app's scheme", async ({
  app,
  upstream,
  foreign,
}) => {
  const page = await app.openForeignPage(foreign.origin);
  const readable = await page.evaluate(async (appOrigin) => {
    const attempts = [
      fetch(`${appOrigin}/api/taken-by-a-stranger`),
      fetch(`${appOrigin}/api/taken-by-a-stranger`, { mode: "no-cors" }),
      fetch(`${appOrigin}/api/taken-by-a-stranger`, { method: "POST", mode: "no-cors", body: "x" }),
      fetch(`${appOrigin}/index.html`),
    ];
    const answers = await Promise.allSettled(attempts);
    return answers.filter((answer) => answer.status === "fulfilled" && answer.value.ok).length;
  }, app.pageOrigin);
  expect(readable).toBe(0);
  expect(upstream.seen.map((request) => request.path)).not.toContain("/api/taken-by-a-stranger");
  expect(await page.evaluate(() => typeof globalThis.salespulse)).toBe("undefined");
});

test("dial hands exactly the number to the system, and refuses anything else", async ({ app }) => {
  const tel = { kind: "tel" };
  // The page may send anything, so this goes round the types.
  const dial = (phone: unknown, method: unknown = tel): Promise<unknown> =>
    app.page.evaluate(
      (payload) => {
        const door: object = globalThis.salespulse ?? {};
        return Reflect.apply(Reflect.get(door, "dial"), door, [payload]);
      },
      { phone, method },
    );
  const byTemplate = (template: string) => dial("+14155550142", { kind: "template", template });
  expect(await dial("+14155550142")).toEqual({ handedOver: true, url: "tel:+14155550142" });
  expect(await dial("+14155550142", { kind: "sip", domain: "sip.example.com" })).toMatchObject({
    handedOver: true,
  });
  expect(await byTemplate("zoomphonecall://{number}")).toMatchObject({ handedOver: true });
  for (const rubbish of [
    "4155550142",
    "+1415555014 2",
    "tel:+14155550142",
    "+1;rm -rf",
    "",
    5,
    null,
  ]) {
    expect(await dial(rubbish)).toEqual({ refused: "invalid-payload" });
  }
  for (const method of [null, "tel", { kind: "shell" }, { ...tel, url: "file:///etc/passwd" }]) {
    expect(await dial("+14155550142", method)).toEqual({ refused: "invalid-payload" });
  }
  for (const template of [
    "javascript:alert({number})",
    "file:///bin/sh?{number}",
    "http://pbx.example.com/{number}",
    "ms-msdt:/id?{number}",
    "smb://evil.example/{number}",
    "https://{number}.evil.example/",
    "https://user@evil.example/{number}",
    'tel:{number}" --run',
    "https://evil.example/",
  ]) {
    expect(await byTemplate(template)).toEqual({ refused: "not-allowed" });
  }
  expect(await app.shellOpened()).toEqual([
    "tel:+14155550142",
    "sip:+14155550142@sip.example.com",
    "zoomphonecall://+14155550142",
  ]);
});

test("openExternal opens allowed pages alone", async ({ app, upstream }) => {
  const open = (url: string): Promise<unknown> =>
    app.page.evaluate((address) => globalThis.salespulse?.openExternal({ url: address }), url);
  expect(await open("https://checkout.stripe.com/c/pay/cs_test_1")).toEqual({ handedOver: true });
  expect(await open(`${upstream.origin}/billing`)).toEqual({ handedOver: true });
  for (const url of [
    "https://evil.example/",
    "file:///etc/passwd",
    "tel:+14155550142",
    "nonsense",
  ]) {
    expect(await open(url)).toEqual({ refused: "not-allowed" });
  }
  expect(await app.shellOpened()).toEqual([
    "https://checkout.stripe.com/c/pay/cs_test_1",
    `${upstream.origin}/billing`,
  ]);
});

test("notify, setTheme and getAppInfo do what they say", async ({ app, origin }) => {
  expect(
    await app.page.evaluate(() =>
      globalThis.salespulse?.notify({ title: "Callback due", body: "Ada Byron, 10:30" }),
    ),
  ).toEqual({ shown: true });
  expect(await app.notifications()).toEqual([{ title: "Callback due", body: "Ada Byron, 10:30" }]);

  await app.page.evaluate(() => globalThis.salespulse?.setTheme({ theme: "dark" }));
  await expect
    .poll(() => app.page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches))
    .toBe(true);

  expect(await app.page.evaluate(() => globalThis.salespulse?.getAppInfo())).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    serviceOrigin: origin,
    platform: process.platform,
  });
});

test("a link of ours reaches the page as a path, any other does not", async ({ app }) => {
  await app.page.evaluate(() => {
    const paths: string[] = [];
    Object.assign(globalThis, { paths });
    globalThis.salespulse?.on("deepLink", ({ path }) => paths.push(path));
  });
  await app.openDeepLink("salespulse://leads/../../etc");
  await app.openDeepLink("salespulse://reset-password#token=abc");
  await expect
    .poll(() => app.page.evaluate(() => Reflect.get(globalThis, "paths")))
    .toEqual(["/reset-password#token=abc"]);
});
