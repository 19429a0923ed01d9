import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestSupabase } from "../startTestSupabase.ts";
import { startStorageTestbed, type StorageTestbed } from "./startStorageTestbed.ts";

let bed: StorageTestbed;
let supabase: TestSupabase;
let service: SupabaseClient;
/** Somebody signed in whom no policy lets do anything. */
let ada: SupabaseClient;

beforeAll(async () => {
  bed = await startStorageTestbed(["recordings", "inbox", "files"]);
  ({ supabase, service } = bed);
  ({ client: ada } = await bed.person("ada@example.com"));
});
afterAll(() => supabase?.stop());

describe("buckets", () => {
  test("are made, read, changed and removed by the service", async () => {
    const made = await service.storage.createBucket("notes", {
      public: false,
      fileSizeLimit: "20KB",
      allowedMimeTypes: ["text/plain"],
    });
    expect(made.data).toEqual({ name: "notes" });
    expect((await service.storage.getBucket("notes")).data).toMatchObject({
      id: "notes",
      name: "notes",
      public: false,
      type: "STANDARD",
      file_size_limit: 20_000,
      allowed_mime_types: ["text/plain"],
    });
    expect((await service.storage.createBucket("notes")).error).toMatchObject({
      statusCode: "409",
    });
    expect((await service.storage.updateBucket("notes", { public: true })).error).toBeNull();
    expect((await service.storage.getBucket("notes")).data).toMatchObject({
      public: true,
      file_size_limit: 20_000,
    });
    expect((await service.storage.listBuckets()).data?.map((bucket) => bucket.id)).toContain(
      "notes",
    );
    await service.storage.from("notes").upload("a.txt", new Blob(["a"], { type: "text/plain" }));
    expect((await service.storage.deleteBucket("notes")).error).toMatchObject({
      statusCode: "409",
    });
    expect((await service.storage.emptyBucket("notes")).error).toBeNull();
    expect((await service.storage.deleteBucket("notes")).error).toBeNull();
    expect((await service.storage.getBucket("notes")).error).toMatchObject({ statusCode: "404" });
    expect(await bed.filesOnDisk()).toEqual(await bed.filesOfRows());
  });

  test("are neither made nor seen by people, as no policy lets them", async () => {
    expect((await ada.storage.createBucket("mine")).error).toMatchObject({
      statusCode: "403",
    });
    expect((await ada.storage.listBuckets()).data).toEqual([]);
    expect((await ada.storage.deleteBucket("files")).error).toMatchObject({
      statusCode: "404",
    });
  });

  test.each(["", "a/b", "a\u0000b", "x".repeat(101), "über"])(
    "refuse the name %j",
    async (name) => {
      expect((await service.storage.createBucket(name)).error).toMatchObject({ status: 400 });
    },
  );
});

describe("objects", () => {
  test.each([
    ["text", "hello", "text/plain;charset=UTF-8"],
    ["a Blob", new Blob(["hello"], { type: "audio/wav" }), "audio/wav"],
    ["bytes", new TextEncoder().encode("hello"), "application/octet-stream"],
  ])(
    "go up as %s and come down the same, with type, caching and metadata",
    async (_name, body, contentType) => {
      const path = `round/${crypto.randomUUID()}.bin`;
      const files = service.storage.from("files");
      const up = await files.upload(path, body, {
        contentType,
        cacheControl: "60",
        metadata: { call: "7" },
      });
      expect(up.error).toBeNull();
      expect(up.data).toEqual({ path, id: expect.any(String), fullPath: `files/${path}` });
      expect(await bed.textOf(service, "files", path)).toBe("hello");
      const { data } = await files.info(path);
      expect(data).toMatchObject({
        id: up.data?.id,
        name: path,
        bucketId: "files",
        size: 5,
        contentType,
        cacheControl: "max-age=60",
        metadata: { call: "7" },
      });
      expect((await files.exists(path)).data).toBe(true);
      expect((await files.exists("nothing")).data).toBe(false);
    },
  );

  test("of a megabyte come down byte for byte, and in ranges", async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(65_536));
    const long = new Uint8Array(1_000_000).map((_, index) => bytes[index % bytes.length] ?? 0);
    await service.storage.from("files").upload("long.bin", long);
    const { data } = await service.storage.from("files").download("long.bin");
    expect(Buffer.from((await data?.arrayBuffer()) ?? new ArrayBuffer()).equals(long)).toBe(true);
    const range = (value: string) =>
      fetch(`${supabase.url}/storage/v1/object/files/long.bin`, {
        headers: { apikey: supabase.serviceKey, range: value },
      });
    const middle = await range("bytes=70000-70009");
    expect(middle.status).toBe(206);
    expect(middle.headers.get("content-range")).toBe("bytes 70000-70009/1000000");
    expect(new Uint8Array(await middle.arrayBuffer())).toEqual(long.slice(70_000, 70_010));
    expect(new Uint8Array(await (await range("bytes=-5")).arrayBuffer())).toEqual(long.slice(-5));
    expect(await (await range("bytes=2000000-")).json()).toMatchObject({ statusCode: "416" });
    const again = await fetch(`${supabase.url}/storage/v1/object/files/long.bin`, {
      headers: {
        apikey: supabase.serviceKey,
        "if-none-match": (await range("bytes=0-0")).headers.get("etag") ?? "",
      },
    });
    expect(again.status).toBe(304);
  });

  test("empty ones are objects too", async () => {
    await service.storage.from("files").upload("empty", new Uint8Array());
    expect(await bed.textOf(service, "files", "empty")).toBe("");
  });

  test("are not overwritten but by upsert or update, which leave one file", async () => {
    const files = service.storage.from("files");
    await files.upload("one.txt", "first");
    expect((await files.upload("one.txt", "second")).error).toMatchObject({ statusCode: "409" });
    expect(await bed.textOf(service, "files", "one.txt")).toBe("first");
    expect((await files.upload("one.txt", "third", { upsert: true })).error).toBeNull();
    expect(await bed.textOf(service, "files", "one.txt")).toBe("third");
    expect((await files.update("one.txt", "fourth")).error).toBeNull();
    expect(await bed.textOf(service, "files", "one.txt")).toBe("fourth");
    expect((await files.update("nothing.txt", "x")).error).toMatchObject({ statusCode: "404" });
    expect(await bed.filesOnDisk()).toEqual(await bed.filesOfRows());
  });

  test("upserted ten times at once leave one row and its file", async () => {
    const files = service.storage.from("files");
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        files.upload("busy.txt", `${index}`, { upsert: true }),
      ),
    );
    expect(await bed.textOf(service, "files", "busy.txt")).toMatch(/^\d$/);
    expect(await bed.filesOnDisk()).toEqual(await bed.filesOfRows());
  });

  test("move and copy, also to another bucket, but not over another", async () => {
    const files = service.storage.from("files");
    await files.upload("from.txt", "moving", { metadata: { call: "7" } });
    await files.upload("taken.txt", "here first");
    expect((await files.move("from.txt", "taken.txt")).error).toMatchObject({ statusCode: "409" });
    expect((await files.move("from.txt", "to/moved.txt")).error).toBeNull();
    expect(await bed.textOf(service, "files", "from.txt")).toBe("Object not found");
    expect(
      (await files.copy("to/moved.txt", "copied.txt", { destinationBucket: "inbox" })).data,
    ).toEqual({ path: "inbox/copied.txt" });
    expect((await files.copy("to/moved.txt", "taken.txt")).error).toMatchObject({
      statusCode: "409",
    });
    await files.remove(["to/moved.txt"]);
    expect(await bed.textOf(service, "inbox", "copied.txt")).toBe("moving");
    expect((await service.storage.from("inbox").info("copied.txt")).data?.metadata).toEqual({
      call: "7",
    });
    expect((await files.move("nothing", "x")).error).toMatchObject({ statusCode: "404" });
  });

  test("are removed with their files, and what was not there is not answered", async () => {
    const files = service.storage.from("files");
    await files.upload("gone/a.txt", "a");
    await files.upload("gone/b.txt", "b");
    const { data } = await files.remove(["gone/a.txt", "gone/b.txt", "gone/c.txt"]);
    expect(data?.map((one) => one.name).toSorted()).toEqual(["gone/a.txt", "gone/b.txt"]);
    expect(await bed.filesOnDisk()).toEqual(await bed.filesOfRows());
  });

  test("are listed by folder, search, order and page", async () => {
    const files = service.storage.from("inbox");
    for (const name of [
      "box/b.txt",
      "box/a.txt",
      "box/deep/c.txt",
      "box/deep/d.txt",
      "box%/x.txt".replace("%", ""),
    ]) {
      await files.upload(name, name, { upsert: true });
    }
    const names = async (...list: Parameters<typeof files.list>) =>
      (await files.list(...list)).data?.map((one) => one.name);
    expect(await names("box")).toEqual(["deep", "a.txt", "b.txt", "x.txt"]);
    expect((await files.list("box")).data?.[0]).toMatchObject({ id: null, metadata: null });
    expect(await names("box/", { sortBy: { column: "name", order: "desc" }, limit: 2 })).toEqual([
      "deep",
      "x.txt",
    ]);
    expect(await names("box", { offset: 3 })).toEqual(["x.txt"]);
    expect(await names("box", { search: "A" })).toEqual(["a.txt"]);
    expect(await names("b_x")).toEqual([]);
    expect(
      (
        await files.list("box", {
          sortBy: { column: "name; drop table storage.objects", order: "asc" },
        })
      ).error,
    ).toMatchObject({ status: 400 });
  });

  test("over the bucket's size or of another type are refused and leave nothing", async () => {
    await service.storage.createBucket("sounds", {
      public: false,
      fileSizeLimit: 10,
      allowedMimeTypes: ["audio/*"],
    });
    const sounds = service.storage.from("sounds");
    const before = await bed.filesOnDisk();
    const wav = { contentType: "audio/wav" };
    expect((await sounds.upload("long.wav", "x".repeat(11), wav)).error).toMatchObject({
      statusCode: "413",
    });
    expect(
      (await sounds.upload("page.html", "x", { contentType: "text/html" })).error,
    ).toMatchObject({ statusCode: "415" });
    expect(
      (await service.storage.from("files").upload("huge", new Uint8Array(1024 * 1024 + 1))).error,
    ).toMatchObject({ statusCode: "413" });
    expect(
      (await service.storage.from("files").upload("huger", new Uint8Array(3 * 1024 * 1024))).error,
    ).toMatchObject({ statusCode: "413" });
    expect((await service.storage.from("nowhere").upload("a", "a")).error).toMatchObject({
      statusCode: "404",
      message: "Bucket not found",
    });
    expect((await bed.filesOnDisk()).length).toBe(before.length);
    expect((await sounds.upload("short.wav", "x", wav)).error).toBeNull();
  });
});

describe("hostile names", () => {
  test.each([
    "../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/keys.json",
    "a%00b",
    "%",
    "%ff%fe",
    "a\\..\\b",
    "'; drop table storage.objects; --",
    "x".repeat(1100),
  ])("%j reaches nothing outside the bucket and never a 500", async (name) => {
    const headers = { apikey: supabase.serviceKey };
    const url = `${supabase.url}/storage/v1/object/files/${name}`;
    const put = await fetch(url, { method: "POST", headers, body: "x" });
    const got = await fetch(url, { headers });
    expect([200, 400, 401, 404]).toContain(put.status);
    expect([200, 400, 401, 404]).toContain(got.status);
    expect(await got.text()).not.toContain("root:");
    for (const file of await bed.filesOnDisk()) expect(file).toMatch(/^[\da-f-]{36}$/);
  });

  test.each(["list", "move", "copy"])("rubbish bodies at %s answer 400", async (verb) => {
    const path = verb === "list" ? "list/files" : verb;
    for (const body of [
      "{",
      "[]",
      "null",
      '{"prefix":5,"bucketId":{},"sourceKey":"\\u0000"}',
      '{"prefix":"\\u0000"}',
    ]) {
      const answer = await fetch(`${supabase.url}/storage/v1/object/${path}`, {
        method: "POST",
        headers: { apikey: supabase.serviceKey },
        body,
      });
      expect(answer.status).toBe(400);
      await answer.text();
    }
  });
});

test("what is not supported answers 501 and is named", async () => {
  const files = service.storage.from("files");
  await files.upload("plain.txt", "x");
  const answers = [
    await files.listV2(),
    await files.createSignedUrl("plain.txt", 60, { transform: { width: 10 } }),
    await files.download("plain.txt", { transform: { width: 10 } }),
  ];
  for (const { error } of answers)
    expect(error).toMatchObject({
      status: 501,
      message: expect.stringContaining("does not support"),
    });
});

test("nothing failed unexpectedly", () => {
  expect(supabase.lines).toEqual([]);
});
