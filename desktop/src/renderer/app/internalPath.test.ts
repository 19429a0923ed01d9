import { expect, test } from "vitest";
import { internalPath } from "./internalPath.ts";

test.each(["/today", "/leads?q=ada&list=1", "/leads/7#calls"])("%s is ours", (path) => {
  expect(internalPath(path)).toBe(path);
});

test.each([
  "https://evil.example/",
  "//evil.example/x",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "today",
  "",
  "/sign-in?next=/today",
  undefined,
  7,
])("%s leads nowhere", (path) => {
  expect(internalPath(path)).toBeUndefined();
});
