import { asCaller, asStorage } from "../asCaller.ts";
import { findBucket } from "../buckets/BucketRow.ts";
import { objectPath } from "../objectPath.ts";
import { verifyToken } from "../signedToken.ts";
import type { StorageContext, StorageRequest } from "../StorageContext.ts";
import { noSuchBucket } from "../StorageError.ts";
import { answerFile } from "./answerFile.ts";
import { findObject, type ObjectRow } from "./ObjectRow.ts";

/** `GET /object/:bucket/*` and `GET /object/authenticated/:bucket/*`: what the caller may read. */
export async function downloadObject(
  c: StorageRequest,
  context: StorageContext,
): Promise<Response> {
  return answerFile(c, context, await readableObject(c, context, "object.get_authenticated"));
}

/** `GET /object/public/:bucket/*`: anybody, where the bucket is public. */
export async function downloadPublic(
  c: StorageRequest,
  context: StorageContext,
): Promise<Response> {
  const { bucket, name } = objectPath(c, "/object/public/");
  const object = await asStorage(context, "object.get_public", async (client) => {
    const settings = await findBucket(client, bucket);
    if (!settings.public) throw noSuchBucket();
    return findObject(client, bucket, name);
  });
  return answerFile(c, context, object);
}

/** `GET /object/sign/:bucket/*?token=…`: whoever has the URL. */
export async function downloadSigned(
  c: StorageRequest,
  context: StorageContext,
): Promise<Response> {
  const { bucket, name } = objectPath(c, "/object/sign/");
  const expected = { url: `${bucket}/${name}`, purpose: "download" } as const;
  await verifyToken(context, c.req.query("token") ?? "", expected);
  const object = await asStorage(context, "object.get_signed", (client) =>
    findObject(client, bucket, name),
  );
  return answerFile(c, context, object);
}

/** `GET /object/info/:bucket/*`. */
export async function objectInfo(c: StorageRequest, context: StorageContext): Promise<Response> {
  const object = await readableObject(c, context, "object.get_authenticated_info");
  return c.json({
    id: object.id,
    name: object.name,
    version: object.version,
    bucket_id: object.bucket_id,
    size: object.metadata.size,
    content_type: object.metadata.mimetype,
    cache_control: object.metadata.cacheControl,
    etag: object.metadata.eTag,
    metadata: object.user_metadata ?? {},
    last_modified: object.metadata.lastModified,
    created_at: object.created_at,
  });
}

async function readableObject(
  c: StorageRequest,
  context: StorageContext,
  operation: string,
): Promise<ObjectRow> {
  const path = new URL(c.req.url).pathname;
  const special = /\/object\/(?:info\/authenticated|info|authenticated)\//.exec(path)?.[0];
  const { bucket, name } = objectPath(c, special ?? "/object/");
  const settings = await asStorage(context, "bucket.get", (client) => findBucket(client, bucket));
  if (settings.public)
    return asStorage(context, operation, (client) => findObject(client, bucket, name));
  return asCaller(context, c.get("caller"), operation, (client) =>
    findObject(client, bucket, name),
  );
}
