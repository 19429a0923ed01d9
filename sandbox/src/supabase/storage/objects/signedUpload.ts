import { randomUUID } from "node:crypto";
import { asCaller, asStorage } from "../asCaller.ts";
import { objectPath } from "../objectPath.ts";
import { signToken, verifyToken } from "../signedToken.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { readUpload } from "./readUpload.ts";
import { saveObject } from "./saveObject.ts";

const PREFIX = "/object/upload/sign/";
/** As storage-api. */
const LIFETIME_S = 2 * 3600;

/** Ends the trial transaction without a trace. */
class TrialOver extends Error {}

/** `POST /object/upload/sign/:bucket/*`: a URL by which anybody may put this object, if the caller may. */
export async function createSignedUploadUrl(
  c: StorageRequest,
  context: StorageContext,
): Promise<Response> {
  const { bucket, name } = objectPath(c, PREFIX);
  const caller = c.get("caller");
  const upsert = c.req.header("x-upsert") === "true";
  const owner = typeof caller.claims.sub === "string" ? caller.claims.sub : undefined;
  await asCaller(context, caller, "object.sign_upload_url", async (client) => {
    const taken = upsert ? "on conflict (bucket_id, name) do update set name = excluded.name" : "";
    await client.query(
      `insert into storage.objects (bucket_id, name, version, owner, owner_id) values ($1, $2, $3, $4, $5) ${taken}`,
      [bucket, name, randomUUID(), owner ?? null, owner ?? null],
    );
    throw new TrialOver();
  }).catch((error: unknown) => {
    if (!(error instanceof TrialOver)) throw error;
  });
  const url = `${bucket}/${name}`;
  const token = await signToken(
    context,
    { url, purpose: "upload", upsert, ...(owner === undefined ? {} : { owner }) },
    LIFETIME_S,
  );
  return c.json({ url: `${PREFIX}${encodeURI(url)}?token=${token}`, token });
}

/** `PUT /object/upload/sign/:bucket/*?token=…`: puts the object, without a key. */
export async function uploadToSignedUrl(
  c: StorageRequest,
  context: StorageContext,
): Promise<Response> {
  const { bucket, name } = objectPath(c, PREFIX);
  const expected = { url: `${bucket}/${name}`, purpose: "upload" } as const;
  const { owner, upsert } = await verifyToken(context, c.req.query("token") ?? "", expected);
  const mode = upsert ? "upsert" : "insert";
  const object = { bucket, name, mode, owner, upload: await readUpload(c) } as const;
  const id = await saveObject(context, object, ({ prepare, work }) =>
    asStorage(context, "object.upload_signed", async (client) => {
      await prepare(client);
      await work(client);
    }),
  );
  return c.json({ Id: id, Key: expected.url });
}
