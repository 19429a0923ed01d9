import { expect, test } from "vitest";
import { lineAddress } from "./lineAddress.ts";

test.each([
  ["https://app.salespulse.example", "wss://app.salespulse.example/api/live/1?a=b"],
  ["http://localhost:8801", "ws://localhost:8801/api/live/1?a=b"],
])("a line goes where the other requests go: %s", (origin, address) => {
  expect(lineAddress("wss://elsewhere.example/api/live/1?a=b", origin)).toBe(address);
});
