import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MessageStore } from "./MessageStore.ts";

test("no two messages share a time, so a page of events that ends between them loses none", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "messages-"));
  const store = new MessageStore(dataDir, () => {});
  const createdAtMs = Date.now() + 60_000;
  store.add(
    {
      id: "one",
      messageId: "one@example.com",
      createdAtMs,
      deliverAtMs: createdAtMs,
      from: "a@example.com",
      fromAddress: "a@example.com",
      to: "b@example.com",
      cc: "",
      recipients: ["b@example.com"],
      bounced: [],
      subject: "s",
      template: null,
      templateVersion: null,
      variables: {},
      customVariables: {},
      tags: [],
      isTestMode: false,
      headers: {},
      html: null,
      text: "t",
      attachments: [],
      sizeBytes: 1,
    },
    [],
  );
  expect(store.nextMs).toBe(createdAtMs + 1);
  expect(store.nowMs).toBe(createdAtMs);
  store.close();
  await rm(dataDir, { recursive: true });
});
