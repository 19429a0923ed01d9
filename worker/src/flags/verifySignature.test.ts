import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { verifySignature } from "./verifySignature.ts";

const NOW_MS = Date.UTC(2026, 10, 23);
const seconds = NOW_MS / 1_000;
const body = await new Blob(['{"id":"1"}']).arrayBuffer();
const mac = (secret: string) =>
  createHmac("sha256", secret).update(`${seconds}.{"id":"1"}`).digest("hex");

it("takes either secret while one takes the other's place, and what was signed with both", async () => {
  const secrets = ["the old secret", "the new secret"];
  for (const secret of secrets)
    expect(await verifySignature(`t=${seconds},v1=${mac(secret)}`, body, secrets, NOW_MS)).toBe(
      true,
    );
  const both = `t=${seconds},v1=${mac("unknown")},v1=${mac("the new secret")}`;
  expect(await verifySignature(both, body, secrets, NOW_MS)).toBe(true);
  expect(await verifySignature(both, body, ["the old secret"], NOW_MS)).toBe(false);
});

it("takes a message for five minutes to either side", async () => {
  const header = `t=${seconds},v1=${mac("secret")}`;
  const at = (ms: number) => verifySignature(header, body, ["secret"], NOW_MS + ms);
  expect(await at(300_000)).toBe(true);
  expect(await at(-300_000)).toBe(true);
  expect(await at(300_001)).toBe(false);
  expect(await at(-300_001)).toBe(false);
});
