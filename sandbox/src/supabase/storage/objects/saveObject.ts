import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { z } from "zod";
import { findBucket } from "../buckets/BucketRow.ts";
import { asStorage } from "../asCaller.ts";
import type { StorageContext } from "../StorageContext.ts";
import { noSuchObject } from "../StorageError.ts";
import { checkLimits } from "./checkLimits.ts";
import type { ObjectMetadata } from "./ObjectRow.ts";
import type { Upload } from "./readUpload.ts";

/** What happens when the name is taken, or is not. */
export type SaveMode = "insert" | "upsert" | "update";

/**
 * Saves an upload: the file first, then its row by `transact` (as the caller, or as Storage for a signed URL),
 * then the replaced file goes. Answers the object's id.
 */
export async function saveObject(
  context: StorageContext,
  object: { bucket: string; name: string; owner: unknown; mode: SaveMode; upload: Upload },
  transact: (work: (client: PoolClient) => Promise<void>) => Promise<void>,
): Promise<string> {
  const { bucket, name, upload } = object;
  const settings = await asStorage(context, "bucket.get", (client) => findBucket(client, bucket));
  checkLimits(settings, upload, context.maxFileBytes);
  const { version, md5 } = await context.files.write(upload.bytes);
  const metadata: ObjectMetadata = {
    eTag: `"${md5}"`,
    size: upload.bytes.byteLength,
    mimetype: upload.mimeType,
    cacheControl: upload.cacheControl,
    lastModified: context.now().toISOString(),
    contentLength: upload.bytes.byteLength,
    httpStatusCode: 200,
  };
  const owner = z.uuid().safeParse(object.owner).data ?? null;
  const values = [
    bucket,
    name,
    version,
    JSON.stringify(metadata),
    upload.userMetadata === null ? null : JSON.stringify(upload.userMetadata),
    owner,
    owner,
    randomUUID(),
  ];
  const before = await versionOf(context, bucket, name);
  try {
    await transact(async (client) => {
      const { rowCount } = await client.query(STATEMENTS[object.mode], values);
      if (rowCount === 0) throw noSuchObject();
    });
  } catch (error) {
    await context.files.remove([version]);
    throw error;
  }
  const after = await asStorage(context, "object.get", (client) =>
    client.query<{ id: string; replaced_is_used: boolean }>(
      `select id, exists (select from storage.objects where version = $3) as replaced_is_used
       from storage.objects where bucket_id = $1 and name = $2`,
      [bucket, name, before ?? null],
    ),
  );
  // A move may have given the version that was here another name meanwhile.
  if (before !== undefined && after.rows[0]?.replaced_is_used === false)
    await context.files.remove([before]);
  return after.rows[0]?.id ?? "";
}

const INSERT = `insert into storage.objects
  (bucket_id, name, version, metadata, user_metadata, owner, owner_id, id) values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Without RETURNING: it would ask for the right to select, which uploading alone does not. */
const STATEMENTS: Readonly<Record<SaveMode, string>> = {
  insert: INSERT,
  upsert: `${INSERT} on conflict (bucket_id, name) do update set version = excluded.version,
    metadata = excluded.metadata, user_metadata = excluded.user_metadata, owner = excluded.owner, owner_id = excluded.owner_id`,
  update: `update storage.objects set version = $3, metadata = $4, user_metadata = $5, owner = coalesce($6, owner),
    owner_id = coalesce($7, owner_id) where bucket_id = $1 and name = $2 and $8::uuid is not null`,
};

async function versionOf(
  context: StorageContext,
  bucket: string,
  name: string,
): Promise<string | undefined> {
  const { rows } = await asStorage(context, "object.get", (client) =>
    client.query<{ version: string }>(
      "select version from storage.objects where bucket_id = $1 and name = $2",
      [bucket, name],
    ),
  );
  return rows[0]?.version;
}
