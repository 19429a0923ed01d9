import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestSupabase } from "../startTestSupabase.ts";
import { startStorageTestbed, type StorageTestbed } from "./startStorageTestbed.ts";

const POLICIES = `
  create policy own on storage.objects for all to authenticated
    using (bucket_id = 'recordings' and (storage.foldername(name))[1] = (select auth.uid()::text))
    with check (bucket_id = 'recordings' and (storage.foldername(name))[1] = (select auth.uid()::text));
  create policy drop_box on storage.objects for insert to authenticated with check (bucket_id = 'inbox');`;

let bed: StorageTestbed;
let supabase: TestSupabase;
let service: SupabaseClient;
let ada: { client: SupabaseClient; id: string };
let bo: { client: SupabaseClient; id: string };

beforeAll(async () => {
  bed = await startStorageTestbed(["recordings", "inbox", "files"]);
  ({ supabase, service } = bed);
  await supabase.query(POLICIES);
  ada = await bed.person("ada@example.com");
  bo = await bed.person("bo@example.com");
});
afterAll(() => supabase?.stop());

describe("row level security", () => {
  test("lets people reach their own folder and nobody else's", async () => {
    const path = `${ada.id}/call.txt`;
    expect(
      (await ada.client.storage.from("recordings").upload(path, "secret call")).error,
    ).toBeNull();
    expect(await bed.textOf(ada.client, "recordings", path)).toBe("secret call");
    const stranger = bo.client.storage.from("recordings");
    expect((await stranger.download(path)).error).toMatchObject({ status: 400, statusCode: "404" });
    expect((await stranger.info(path)).error).toMatchObject({ statusCode: "404" });
    expect((await stranger.list(ada.id)).data).toEqual([]);
    expect((await stranger.upload(path, "forged")).error).toMatchObject({ statusCode: "403" });
    expect((await stranger.upload(path, "forged", { upsert: true })).error).toMatchObject({
      statusCode: "403",
    });
    expect((await stranger.update(path, "forged")).error).toMatchObject({ statusCode: "404" });
    expect((await stranger.move(path, `${bo.id}/stolen.txt`)).error).toMatchObject({
      statusCode: "404",
    });
    expect((await stranger.copy(path, `${bo.id}/stolen.txt`)).error).toMatchObject({
      statusCode: "404",
    });
    expect((await stranger.createSignedUrl(path, 60)).error).toMatchObject({ statusCode: "404" });
    expect((await stranger.createSignedUrls([path], 60)).data).toMatchObject([
      { signedUrl: null, error: expect.any(String) },
    ]);
    expect((await stranger.createSignedUploadUrl(path)).error).toMatchObject({ statusCode: "403" });
    expect((await stranger.remove([path])).data).toEqual([]);
    expect(await bed.textOf(ada.client, "recordings", path)).toBe("secret call");
    expect(
      (await ada.client.storage.from("recordings").move(path, `${bo.id}/gift.txt`)).error,
    ).toMatchObject({ statusCode: "403" });
    expect(await bed.filesOnDisk()).toEqual(await bed.filesOfRows());
  });

  test("lets nobody in without an account", async () => {
    const anonymous = supabase.clientWith(supabase.anonKey).storage.from("recordings");
    expect((await anonymous.upload("x/y", "z")).error).toMatchObject({ statusCode: "403" });
    expect((await anonymous.list()).data).toEqual([]);
  });

  test("asks for the right to insert alone to upload, as hosted", async () => {
    const inbox = ada.client.storage.from("inbox");
    expect((await inbox.upload("for-you.txt", "hello")).error).toBeNull();
    expect((await inbox.download("for-you.txt")).error).not.toBeNull();
    expect(
      await supabase.query("select owner_id from storage.objects where name = 'for-you.txt'"),
    ).toEqual([{ owner_id: ada.id }]);
  });
});

describe("signed URLs", () => {
  test("give one object to whoever has them, for their time", async () => {
    const path = `${ada.id}/my call (1).txt`;
    const own = ada.client.storage.from("recordings");
    await own.upload(path, "for a friend");
    const { data } = await own.createSignedUrl(path, 60, { download: "call.txt" });
    const answer = await fetch(data?.signedUrl ?? "");
    expect(await answer.text()).toBe("for a friend");
    expect(answer.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''call.txt");
    const many = await own.createSignedUrls([path, "nothing"], 60);
    expect(many.data?.map((one) => one.error === null)).toEqual([true, false]);
    expect(await (await fetch(many.data?.[0]?.signedUrl ?? "")).text()).toBe("for a friend");
    supabase.advance(61_000);
    expect(await (await fetch(data?.signedUrl ?? "")).json()).toMatchObject({
      error: "InvalidJWT",
    });
  });

  test("are for nothing else: not another object, not another right, not made by others", async () => {
    const own = ada.client.storage.from("recordings");
    await own.upload(`${ada.id}/a.txt`, "a");
    await own.upload(`${ada.id}/b.txt`, "b");
    const read = new URL((await own.createSignedUrl(`${ada.id}/a.txt`, 60)).data?.signedUrl ?? "");
    const other = new URL(read.href.replace("a.txt", "b.txt"));
    expect((await fetch(other)).status).toBe(400);
    const readToken = read.searchParams.get("token") ?? "";
    const put = supabase.clientWith(supabase.anonKey).storage.from("recordings");
    expect((await put.uploadToSignedUrl(`${ada.id}/a.txt`, readToken, "x")).error).toMatchObject({
      statusCode: "400",
    });
    for (const forged of ["", "x", supabase.serviceKey, supabase.anonKey]) {
      read.searchParams.set("token", forged);
      expect((await fetch(read)).status).toBe(400);
    }
  });

  test("take one upload without a key", async () => {
    const path = `${ada.id}/later.txt`;
    const { data } = await ada.client.storage.from("recordings").createSignedUploadUrl(path);
    expect(
      (await ada.client.storage.from("recordings").list(ada.id)).data?.map((one) => one.name),
    ).not.toContain("later.txt");
    const answer = await fetch(data?.signedUrl ?? "", {
      method: "PUT",
      body: "sent later",
      headers: { "content-type": "text/plain" },
    });
    expect(answer.status).toBe(200);
    expect(await bed.textOf(ada.client, "recordings", path)).toBe("sent later");
    const again = await supabase
      .clientWith(supabase.anonKey)
      .storage.from("recordings")
      .uploadToSignedUrl(path, data?.token ?? "", "over");
    expect(again.error).toMatchObject({ statusCode: "409" });
    expect(
      await supabase.query("select owner_id from storage.objects where name = $1", [path]),
    ).toEqual([{ owner_id: ada.id }]);
  });
});

describe("public buckets", () => {
  test("are read by anybody at their public URL; private ones are not", async () => {
    await service.storage.createBucket("logos", { public: true });
    await service.storage.from("logos").upload("a b.txt", "logo");
    const url = service.storage.from("logos").getPublicUrl("a b.txt").data.publicUrl;
    const answer = await fetch(url);
    expect(await answer.text()).toBe("logo");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    await service.storage.from("files").upload("private.txt", "private");
    const { publicUrl } = service.storage.from("files").getPublicUrl("private.txt").data;
    expect(await (await fetch(publicUrl)).json()).toMatchObject({
      statusCode: "404",
      message: "Bucket not found",
    });
  });
});
