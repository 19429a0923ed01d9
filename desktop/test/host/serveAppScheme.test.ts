import { describe, expect, test } from "vitest";
import { serveAppScheme } from "./serveAppScheme.ts";

describe("the app scheme's server", () => {
  test.each([
    [{ "sec-fetch-site": "same-origin" }, "app://salespulse"],
    [{ "sec-fetch-site": "none" }, undefined],
    [{}, undefined],
    [{ "sec-fetch-site": "cross-site", origin: "https://evil.example" }, "https://evil.example"],
    [{ "sec-fetch-site": "cross-site", referer: "https://evil.example/x" }, "https://evil.example"],
    [{ "sec-fetch-site": "cross-site" }, "null"],
  ])("tells main who asked: %j is %s", async (headers, expected) => {
    const server = await serveAppScheme();
    const seen: unknown[] = [];
    server.handler = (request) => {
      seen.push(request.url, Reflect.get(request, "initiatorOrigin"));
      return new Response("ok");
    };
    const { port } = new URL(server.pageOrigin);
    await fetch(`http://127.0.0.1:${port}/api/x?q=1`, { headers });
    await server.stop();
    expect(seen).toEqual(["app://salespulse/api/x?q=1", expected]);
  });
});
