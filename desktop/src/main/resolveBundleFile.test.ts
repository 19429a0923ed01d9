import { join } from "node:path";
import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveBundleFile } from "./resolveBundleFile.ts";

const root = join("/srv", "bundle");

describe("resolveBundleFile", () => {
  test("finds a file of the bundle", () => {
    expect(resolveBundleFile(root, "/assets/index-1a2b.js")).toBe(
      join(root, "assets", "index-1a2b.js"),
    );
  });

  test.each(["/", "/leads", "/leads/4711", "/reset-password"])(
    "gives the page for the route %s",
    (path) => {
      expect(resolveBundleFile(root, path)).toBe(join(root, "index.html"));
    },
  );

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2f..%2fetc/passwd.txt",
    "/..%5csecret.txt",
    "/C:%5cWindows%5cwin.ini",
    "/assets%00.js",
    "/%",
    "/_headers",
    "/.vite/manifest.json",
    "relative.js",
  ])("refuses %s", (path) => {
    expect(resolveBundleFile(root, path)).toBeNull();
  });

  test("never leaves the bundle, whatever the path", () => {
    const piece = constantFrom("..", ".", "/", "\\", "%2e", "%2f", "%5c", "a", ".js", "%00", ":");
    assert(
      property(array(piece, { maxLength: 12 }), (pieces) => {
        const file = resolveBundleFile(root, `/${pieces.join("")}`);
        expect(file === null || file.startsWith(`${root}/`) || file.startsWith(`${root}\\`)).toBe(
          true,
        );
      }),
    );
  });
});
