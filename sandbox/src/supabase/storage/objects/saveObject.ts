import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { z } from "zod";
import { asStorage, type Steps } from "../asCaller.ts";
import { findBucket } from "../buckets/BucketRow.ts";
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
  transact: (steps: Required<Steps<void>>) => Promise<void>,
): Promise<string> {
  const { bucket, name, upload } = object;
  const settings = await asStorage(context, "bucket.get", (client) => findBucket(client, bucket));
  checkLimits(settings, upload, context.maxFileBytes);
  const { version, md5 } = await context.files.write(upload.bytes);
  const metadata = describe(upload, md5, context.now());
  const owner = z.guid().safeParse(object.owner).data ?? null;
  const id = randomUUID();
  const userMetadata = upload.userMetadata === null ? null : JSON.stringify(upload.userMetadata);
  let replaced: { id: string; version: string } | undefined;
  try {
    await transact({
      prepare: async (client) => {
        replaced = await lockName(client, bucket, name);
      },
      work: async (client) => {
        const values = [
          bucket,
          name,
          version,
          JSON.stringify(metadata),
          userMetadata,
          owner,
          owner,
        ];
        if (object.mode === "update") {
          const { rowCount } = await client.query(UPDATE, values);
          if (rowCount === 0) throw noSuchObject();
        } else {
          const statement = object.mode === "upsert" ? UPSERT : INSERT;
          await client.query(statement, [...values, id]);
        }
      },
    });
  } catch (error) {
    await context.files.remove([version]);
    throw error;
  }
  if (replaced !== undefined) await context.files.remove([replaced.version]);
  return replaced?.id ?? id;
}

/** Without RETURNING: it would ask for the right to select, which uploading alone does not. */
const INSERT = `insert into storage.objects
  (bucket_id, name, version, metadata, user_metadata, owner, owner_id, id) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const UPSERT = `${INSERT} on conflict (bucket_id, name) do update set version = excluded.version,
  metadata = excluded.metadata, user_metadata = excluded.user_metadata,
  owner = excluded.owner, owner_id = excluded.owner_id`;
const UPDATE = `update storage.objects set version = $3, metadata = $4, user_metadata = $5,
  owner = coalesce($6, owner), owner_id = coalesce($7, owner_id) where bucket_id = $1 and name = $2`;

/** Uploads of one name take turns, also the first two, so that each knows which file it replaces. */
async function lockName(
  client: PoolClient,
  bucket: string,
  name: string,
): Promise<{ id: string; version: string } | undefined> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
    `${bucket}/${name}`,
  ]);
  const { rows } = await client.query<{ id: string; version: string }>(
    "select id, version from storage.objects where bucket_id = $1 and name = $2 for update",
    [bucket, name],
  );
  return rows[0];
}

function describe(upload: Upload, md5: string, now: Date): ObjectMetadata {
  return {
    eTag: `"${md5}"`,
    size: upload.bytes.byteLength,
    mimetype: upload.mimeType,
    cacheControl: upload.cacheControl,
    lastModified: now.toISOString(),
    contentLength: upload.bytes.byteLength,
    httpStatusCode: 200,
  };
}
